package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.migrate.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

  @TempDir Path checkout;

  @ParameterizedTest
  @ValueSource(strings = {"db/migration", "src/main/resources/db/migration"})
  void flywayFilesInUsualPlace_areFoundAndSaid(String place) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve(place));
    Files.writeString(directory.resolve("V1__a.sql"), "select 1");
    Migrations found = Migrations.choose(checkout, null, null);
    assertEquals("flyway", tool(found));
    assertTrue(found.said().contains("found in " + place), found.said());
  }

  @Test
  void nothingThatMigrates_stepIsLeftOutAndSaid() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/readme.txt"), "");
    Migrations found = Migrations.choose(checkout, null, null);
    assertNull(found.migrator());
    assertTrue(found.said().contains("left out"), found.said());
  }

  @Test
  void commandThatIsGiven_beatsWhatIsFound() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "select 1");
    assertEquals("command", tool(Migrations.choose(checkout, "true", null)));
  }

  @Test
  void twoToolsOrMissingDirectory_areRefused() {
    assertThrows(
        PreconditionException.class,
        () -> Migrations.choose(checkout, "true", Path.of("db/migration")));
    PreconditionException e =
        assertThrows(
            PreconditionException.class, () -> Migrations.choose(checkout, null, Path.of("no")));
    assertTrue(e.isUsage());
  }

  @Test
  void directoryWithoutMigrations_isTakenAndSaid() throws IOException {
    Files.createDirectories(checkout.resolve("sql"));
    Migrations empty = Migrations.choose(checkout, null, Path.of("sql"));
    assertEquals("flyway", tool(empty));
    assertTrue(empty.said().contains("nothing to apply"), empty.said());
    Files.writeString(checkout.resolve("sql/V1__a.sql"), "select 1");
    assertEquals(
        "migration: Flyway, in sql", Migrations.choose(checkout, null, Path.of("sql")).said());
  }

  private static String tool(Migrations found) {
    Migrator migrator = found.migrator();
    assertNotNull(migrator);
    return migrator.tool();
  }
}
