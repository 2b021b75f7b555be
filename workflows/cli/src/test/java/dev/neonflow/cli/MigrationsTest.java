package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.migrate.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

  @TempDir Path checkout;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"db/migration", "src/main/resources/db/migration"})
  void flywayFilesInUsualPlace_areFoundAndSaid(String place) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve(place));
    Files.writeString(directory.resolve("V1__a.sql"), "select 1");
    Migrator found = migrations().choose(null, null);
    assertNotNull(found);
    assertEquals("flyway", found.tool());
    assertTrue(said().contains("found in " + place), said());
  }

  @Test
  void nothingThatMigrates_stepIsLeftOutAndSaid() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/readme.txt"), "");
    assertNull(migrations().choose(null, null));
    assertTrue(said().contains("left out"), said());
  }

  @Test
  void commandThatIsGiven_beatsWhatIsFound() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "select 1");
    Migrator chosen = migrations().choose("true", null);
    assertNotNull(chosen);
    assertEquals("command", chosen.tool());
  }

  @Test
  void twoToolsOrMissingDirectory_areRefused() {
    assertThrows(
        PreconditionException.class, () -> migrations().choose("true", Path.of("db/migration")));
    PreconditionException e =
        assertThrows(PreconditionException.class, () -> migrations().choose(null, Path.of("no")));
    assertTrue(e.isUsage());
  }

  private Migrations migrations() {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Migrations(checkout, new Terminal(stream, Terminal.Style.PLAIN, false));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
