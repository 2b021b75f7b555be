package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A preview with production's schema, and none of its rows. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class SchemaOnlyBranchTest {

  @TempDir Path directory;

  @Test
  void hasItsParentsHistory_butNotTheLockThatSomebodyHoldsThere() throws Exception {
    try (MigratedBranches branches = new MigratedBranches()) {
      LiquibaseMigrator migrator = LiquibaseMigrator.from("changelog.xml").in(directory);
      MigrationTarget production = branches.production();
      Changelogs.xml(directory);
      Changelogs.sql(directory, 1, "make_fruit", "CREATE TABLE fruit (name text);");
      migrator.migrate(production, new FakeContext(FakeContext.subject(42, "c1")));
      MigratedBranches.execute(
          production,
          "UPDATE databasechangeloglock SET locked = true, lockgranted = localtimestamp,"
              + " lockedby = 'laptop (192.0.2.7)'");
      Changelogs.sql(directory, 2, "add_tier", "ALTER TABLE fruit ADD tier text;");

      WorkflowResult result =
          Neonflow.builder(branches.neon())
              .projectId(branches.projectId())
              .repository("acme/shop")
              .environment(name -> null)
              .directory(directory)
              .lockDirectory(directory.resolve("locks"))
              .migrator(migrator)
              .build()
              .preview()
              .forPr(42)
              .data(BranchData.SCHEMA_ONLY)
              .migrate()
              .run();

      assertEquals(
          "new; 1 row of databasechangelog from main", result.get(PreviewWorkflow.BRANCH).reason());
      assertEquals(
          List.of("2-add_tier::alice"),
          result.get(PreviewWorkflow.MIGRATION).applied().stream()
              .map(MigrationReport.Applied::version)
              .toList());
    }
  }
}
