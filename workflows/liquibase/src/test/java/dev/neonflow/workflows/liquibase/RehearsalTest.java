package dev.neonflow.workflows.liquibase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.ProductionWorkflow;
import dev.neonflow.workflows.migrate.MigratedBranches;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearsedMigration;
import dev.neonflow.workflows.migrate.rehearsal.TableImpact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal looks on while Liquibase migrates. */
@Timeout(120)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
final class RehearsalTest {

  @TempDir Path directory;

  @Test
  void isExact_tellsChangeSetsApart_andLeavesLiquibasesOwnTablesOut() throws Exception {
    try (MigratedBranches branches = new MigratedBranches()) {
      Changelogs.xml(directory);
      Changelogs.sql(directory, 1, "make_fruit", "CREATE TABLE fruit (name text, size text);");
      neonflow(branches).production().migrate().run();
      Changelogs.sql(directory, 2, "rename", "ALTER TABLE fruit RENAME COLUMN name TO title;");
      Changelogs.sql(directory, 3, "resize", "UPDATE fruit SET size = '1';");
      RehearsalReport report =
          neonflow(branches).production().rehearse().run().get(ProductionWorkflow.REHEARSAL);
      assertTrue(report.exact(), report::toString);
      assertEquals(
          List.of(
              "2-rename::alice: fruit ACCESS EXCLUSIVE", "3-resize::alice: fruit ROW EXCLUSIVE"),
          report.migrations().stream().map(RehearsalTest::words).toList());
    }
  }

  private static String words(RehearsedMigration migration) {
    return migration.name()
        + ": "
        + String.join(", ", migration.tables().stream().map(RehearsalTest::words).toList());
  }

  private static String words(TableImpact impact) {
    return impact.table() + impact.strongest().map(lock -> " " + lock.mode().words()).orElse("");
  }

  private Neonflow neonflow(MigratedBranches branches) {
    return Neonflow.builder(branches.neon())
        .projectId(branches.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .migrator(LiquibaseMigrator.from("changelog.xml").in(directory))
        .build();
  }
}
