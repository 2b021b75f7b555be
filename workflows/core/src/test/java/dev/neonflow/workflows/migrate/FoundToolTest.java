package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.migrate.FoundTool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FoundToolTest {

  @TempDir Path checkout;

  private void file(String name, String text) throws IOException {
    Path file = checkout.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void assertFound(FoundTool... expected) {
    assertEquals(List.of(expected), FoundTool.in(checkout));
  }

  @Test
  void emptyCheckout_hasNone() {
    assertFound();
  }

  @ParameterizedTest
  @CsvSource({
    "db/migration/V1__a.sql, FLYWAY, db/migration",
    "src/main/resources/db/migration/R__a.sql, FLYWAY, src/main/resources/db/migration",
    "prisma/migrations/1_a/migration.sql, PRISMA, prisma/migrations",
  })
  void fileInItsUsualPlace_isFound(String file, Tool tool, String where) throws IOException {
    file(file, "");
    assertFound(new FoundTool(tool, where));
  }

  @ParameterizedTest
  @CsvSource({
    "changelog.xml, <databaseChangeLog",
    "changelog.json, {\"databaseChangeLog\":[]}",
    "changelog.sql, --liquibase formatted sql",
    "src/main/resources/db/changelog/db.changelog-master.yaml, databaseChangeLog:",
  })
  void changelog_isLiquibasesOnlyIfItSaysSo(String file, String text) throws IOException {
    file(file, "<changes/> of version 1");
    assertFound();
    file(file, text);
    assertFound(new FoundTool(Tool.LIQUIBASE, file));
  }

  @Test
  void drizzle_isFoundOnceItHasMigrations() throws IOException {
    file("drizzle.config.ts", "export default { out: './migrations' }");
    assertFound();
    file("migrations/meta/_journal.json", "{}");
    assertFound(new FoundTool(Tool.DRIZZLE, "drizzle.config.ts"));
  }

  @Test
  void manageFile_isDjangosOnlyIfItNamesIt() throws IOException {
    file("manage.py", "import flask");
    assertFound();
    file("manage.py", "from django.core.management import execute_from_command_line");
    assertFound(new FoundTool(Tool.DJANGO, "manage.py"));
  }

  @Test
  void script_isTakenForTheToolThatItRuns() throws IOException {
    file("drizzle.config.ts", "");
    file("drizzle/meta/_journal.json", "{}");
    file("package.json", "{\"scripts\":{\"migrate\":\"x\",\"db:migrate\":\"tsx migrate.ts\"}}");
    assertFound(new FoundTool(Tool.SCRIPT, "db:migrate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prisma migrate dev",
        "prisma migrate reset -f",
        "drizzle-kit push",
        "prisma db push"
      })
  void scriptForAuthors_isNotRun(String line) throws IOException {
    file("package.json", "{\"scripts\":{\"db:migrate\":\"" + line + "\"}}");
    assertFound();
    file("prisma/migrations/1_a/migration.sql", "");
    assertFound(new FoundTool(Tool.PRISMA, "prisma/migrations"));
  }

  @Test
  void severalTools_areAllFound() throws IOException {
    file("db/migration/V1__a.sql", "");
    file("manage.py", "import django");
    file("prisma/migrations/1_a/migration.sql", "");
    assertFound(
        new FoundTool(Tool.FLYWAY, "db/migration"),
        new FoundTool(Tool.DJANGO, "manage.py"),
        new FoundTool(Tool.PRISMA, "prisma/migrations"));
  }

  @Test
  void scriptBesideFlyway_isPassedOver_forItRunsFlywayOrSomethingElse() throws IOException {
    FoundTool flyway = new FoundTool(Tool.FLYWAY, "db/migration");
    file("db/migration/V1__a.sql", "");
    assertEquals(Optional.empty(), flyway.scriptPassedOver(checkout));
    file("package.json", "{\"scripts\":{\"db:migrate\":\"flyway migrate\"}}");
    assertFound(flyway);
    assertEquals(Optional.of("db:migrate"), flyway.scriptPassedOver(checkout));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drizzle-kit migrate",
        "npx prisma migrate deploy && node seed.js",
        "knex --knexfile db/knexfile.js migrate:latest",
        "node-pg-migrate -m sql up",
        "sequelize-cli db:migrate",
        "typeorm migration:run -d source.js",
        "tsx ./src/db/migrate.ts",
        "node --env-file=.env dist/migrate.mjs",
      })
  void scriptOfAVagueName_isTakenIfItRunsAKnownMigrator(String line) throws IOException {
    file("package.json", "{\"scripts\":{\"migrate\":\"" + line + "\"}}");
    assertFound(new FoundTool(Tool.SCRIPT, "migrate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migrate-mongo up",
        "sequelize db:migrate:undo",
        "rails db:migrate",
        "node move.js"
      })
  void scriptOfAVagueName_isNotTakenOtherwise(String line) throws IOException {
    file("package.json", "{\"scripts\":{\"migrate\":\"" + line + "\"}}");
    assertFound();
  }

  @Test
  void unreadablePackageFile_hasNoScripts() throws IOException {
    file("package.json", "<<<<<<< HEAD");
    assertFound();
  }

  @ParameterizedTest
  @CsvSource({"package-lock.json, npm", "pnpm-lock.yaml, pnpm", "yarn.lock, yarn", "none, npm"})
  void packageManager_isTheLockFiles_alsoInAWorkspace(String lock, String manager)
      throws IOException {
    file(lock, "");
    Path inside = Files.createDirectories(checkout.resolve("packages/db"));
    assertEquals(
        manager + " run db:migrate", PackageScriptMigrator.run("db:migrate").in(inside).tool());
    file("packages/db/.git", "");
    assertEquals("npm run db:migrate", PackageScriptMigrator.run("db:migrate").in(inside).tool());
  }
}
