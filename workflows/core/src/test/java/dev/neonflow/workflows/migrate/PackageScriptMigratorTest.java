package dev.neonflow.workflows.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** With the real npm. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class PackageScriptMigratorTest {
  private static MigratedBranches branches;
  private static MigrationTarget target;

  @TempDir Path project;

  private final FakeContext context = FakeContext.forCommit("c1");

  @BeforeAll
  static void start() {
    Peers.need("npm");
    branches = new MigratedBranches();
    target = branches.create();
  }

  @AfterAll
  static void stop() {
    branches.close();
  }

  private PackageScriptMigrator script(String text) throws IOException {
    Files.writeString(
        project.resolve("package.json"), "{\"scripts\":{\"db:migrate\":\"node migrate.js\"}}");
    Files.writeString(project.resolve("migrate.js"), text);
    return PackageScriptMigrator.run("db:migrate").in(project);
  }

  @Test
  void script_getsUrlsThatDriversOfNodeUnderstand() throws Exception {
    MigrationReport report =
        script(
                "const { DATABASE_URL: url, PGAPPNAME: name } = process.env;"
                    + "console.log(new URL(url).search, name)")
            .migrate(target, context);
    assertEquals("npm run db:migrate", report.tool());
    assertEquals(List.of(), report.applied());
    assertTrue(target.direct().uri().reveal().contains("channel_binding=require"));
    assertTrue(
        context.progress.contains("?sslmode=require neonflow migration"),
        context.progress.toString());
  }

  @Test
  void failingScript_isAFailedMigrationWithItsWords() throws Exception {
    PackageScriptMigrator script = script("console.error('no such column'); process.exit(3)");
    MigrationFailedException error =
        assertThrows(MigrationFailedException.class, () -> script.migrate(target, context));
    assertTrue(
        error.getMessage().startsWith("`npm run db:migrate` ended with exit code 3. It wrote: "),
        error.getMessage());
    assertTrue(error.getMessage().contains("no such column"), error.getMessage());
  }

  @Test
  void historyIsKnown_whereDrizzlesJournalIs() throws Exception {
    PackageScriptMigrator script = script("");
    assertEquals(Optional.empty(), script.pending(target, context));
    assertEquals(List.of(), script.tables());
    assertEquals(
        "npm run db:migrate does not tell its history",
        script.history(target, Instant.EPOCH, context).reason());
    DrizzleContractTest.writeAt(project.resolve("."), 0, "fruit", "CREATE TABLE fruit (id int);");
    assertEquals(Optional.of(List.of("0000_fruit")), script.pending(target, context));
  }

  @Test
  void nameThatIsAnOption_isRefused() {
    assertTrue(
        assertThrows(PreconditionException.class, () -> PackageScriptMigrator.run("--version"))
            .isUsage());
  }
}
