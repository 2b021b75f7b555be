package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.liquibase.LiquibaseMigrator;
import dev.neonflow.workflows.migrate.Migrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

  @TempDir Path checkout;

  @ParameterizedTest
  @ValueSource(strings = {"db/migration", "src/main/resources/db/migration"})
  void flywayFilesInUsualPlace_areFoundAndSaid(String place) throws IOException {
    Path directory = Files.createDirectories(checkout.resolve(place));
    Files.writeString(directory.resolve("V1__a.sql"), "select 1");
    Migrations found = Migrations.choose(checkout, null, null, null);
    assertEquals("flyway", tool(found));
    assertTrue(found.said().contains("found in " + place), found.said());
  }

  @Test
  void nothingThatMigrates_stepIsLeftOutAndSaid() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/readme.txt"), "");
    Migrations found = Migrations.choose(checkout, null, null, null);
    assertNull(found.migrator());
    assertTrue(found.said().contains("left out"), found.said());
  }

  @Test
  void commandThatIsGiven_beatsWhatIsFound() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "select 1");
    assertEquals("command", tool(Migrations.choose(checkout, "true", null, null)));
  }

  @Test
  void twoToolsOrMissingDirectory_areRefused() {
    assertThrows(
        PreconditionException.class,
        () -> Migrations.choose(checkout, "true", Path.of("db/migration"), null));
    PreconditionException e =
        assertThrows(
            PreconditionException.class,
            () -> Migrations.choose(checkout, null, Path.of("no"), null));
    assertTrue(e.isUsage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "src/main/resources"})
  void changelog_isFoundHereOrInTheResources_andKeepsItsName(String root) throws IOException {
    Path directory = checkout.resolve(root);
    Files.createDirectories(directory.resolve("db"));
    Files.writeString(directory.resolve("db/changelog.xml"), "");
    Migrations found = Migrations.choose(checkout, null, null, Path.of("db/changelog.xml"));
    assertEquals(
        LiquibaseMigrator.from("db/changelog.xml").in(directory), found.migrator(), found.said());
    Path whole = directory.resolve("db/changelog.xml").toAbsolutePath();
    assertEquals(found.migrator(), Migrations.choose(checkout, null, null, whole).migrator());
  }

  @Test
  void changelogOutsideOfTheCheckout_isRefused() throws IOException {
    Path outside = Files.writeString(checkout.resolve("changelog.xml"), "");
    Path inside = Files.createDirectories(checkout.resolve("app"));
    PreconditionException refused =
        assertThrows(
            PreconditionException.class, () -> Migrations.choose(inside, null, null, outside));
    assertTrue(refused.isUsage());
    assertTrue(refused.getMessage().endsWith(" is not in " + inside), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "src/main/resources/"})
  void changelogThatIsFound_isTakenAndSaid(String root) throws IOException {
    Path directory = checkout.resolve(root);
    Files.createDirectories(directory.resolve("db/changelog"));
    Files.writeString(
        directory.resolve("db/changelog/db.changelog-master.yaml"), "databaseChangeLog: []");
    Migrations found = Migrations.choose(checkout, null, null, null);
    LiquibaseMigrator expected =
        LiquibaseMigrator.from("db/changelog/db.changelog-master.yaml").in(directory);
    assertEquals(expected, found.migrator());
    assertEquals(
        "migration: Liquibase, db/changelog/db.changelog-master.yaml, found by "
            + root
            + "db/changelog/db.changelog-master.yaml",
        found.said());
    assertEquals(Optional.of(expected), Migrations.alone(checkout));
  }

  @Test
  void missingChangelogOrTwoTools_areRefused() {
    Path file = Path.of("changelog.xml");
    PreconditionException missing =
        assertThrows(
            PreconditionException.class, () -> Migrations.choose(checkout, null, null, file));
    assertTrue(missing.getMessage().contains("--liquibase changelog.xml"), missing.getMessage());
    assertThrows(
        PreconditionException.class, () -> Migrations.choose(checkout, "true", null, file));
    assertThrows(
        PreconditionException.class, () -> Migrations.choose(checkout, null, Path.of("db"), file));
  }

  @Test
  void directoryWithoutMigrations_isTakenAndSaid() throws IOException {
    Files.createDirectories(checkout.resolve("sql"));
    Migrations empty = Migrations.choose(checkout, null, Path.of("sql"), null);
    assertEquals("flyway", tool(empty));
    assertTrue(empty.said().contains("nothing to apply"), empty.said());
    Files.writeString(checkout.resolve("sql/V1__a.sql"), "select 1");
    assertEquals(
        "migration: Flyway, in sql",
        Migrations.choose(checkout, null, Path.of("sql"), null).said());
  }

  @ParameterizedTest
  @CsvSource({
    "drizzle, drizzle",
    " prisma , prisma",
    "django, django",
    "npm:db:migrate, npm run db:migrate",
    "yarn:migrate, yarn run migrate",
    "npm run db:migrate, command",
    "./drizzle, command",
  })
  void nameOfAPreset_isThePreset_andAnythingElseACommand(String asked, String tool) {
    assertEquals(tool, tool(Migrations.choose(checkout, asked, null, null)));
  }

  @Test
  void toolThatIsFound_isTakenAndSaid() throws IOException {
    Files.writeString(
        checkout.resolve("package.json"), "{\"scripts\":{\"db:migrate\":\"tsx migrate.ts\"}}");
    Files.writeString(checkout.resolve("pnpm-lock.yaml"), "");
    assertEquals(
        "migration: `pnpm run db:migrate`, found in package.json",
        Migrations.choose(checkout, null, null, null).said());
    Files.delete(checkout.resolve("package.json"));
    Files.createDirectories(checkout.resolve("prisma/migrations"));
    assertEquals(
        "migration: Prisma, `pnpm exec prisma migrate deploy`, found by prisma/migrations",
        Migrations.choose(checkout, null, null, null).said());
  }

  @Test
  void scriptBesideFlyway_isNotRun_whichIsSaid_andItsHistoryIsKnown() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "select 1");
    Files.writeString(
        checkout.resolve("package.json"), "{\"scripts\":{\"db:migrate\":\"flyway migrate\"}}");
    assertEquals(
        "migration: Flyway, found in db/migration; the script db:migrate of package.json is not run",
        Migrations.choose(checkout, null, null, null).said());
    assertEquals(Optional.of("flyway"), Migrations.alone(checkout).map(Migrator::tool));
  }

  @Test
  void severalToolsAreFound_isAnErrorThatNamesTheOptions() throws IOException {
    Files.createDirectories(checkout.resolve("db/migration"));
    Files.writeString(checkout.resolve("db/migration/V1__a.sql"), "select 1");
    Files.createDirectories(checkout.resolve("prisma/migrations"));
    Files.writeString(checkout.resolve("manage.py"), "import django");
    PreconditionException e =
        assertThrows(
            PreconditionException.class, () -> Migrations.choose(checkout, null, null, null));
    assertTrue(e.isUsage());
    assertEquals(
        "more than one tool could migrate this application: Flyway (db/migration), Django"
            + " (manage.py), Prisma (prisma/migrations)",
        e.getMessage());
    assertEquals(
        "say which: --flyway db/migration or --migrate django or --migrate prisma", e.next());
    assertTrue(Migrations.alone(checkout).isEmpty());
    assertEquals("flyway", tool(Migrations.choose(checkout, null, Path.of("db/migration"), null)));
  }

  private static String tool(Migrations found) {
    Migrator migrator = found.migrator();
    assertNotNull(migrator);
    return migrator.tool();
  }
}
