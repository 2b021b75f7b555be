package dev.neonflow.workflows.branch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.internal.Jdbc;
import dev.neonflow.workflows.migrate.restore.AssessRollback;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackCheck;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.TableLoss;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RollbackLossTest extends RollbackScene {

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void largeTable_isEstimatedAndSaysSo() {
    RestorePoint point = production().restorePoint().migrate(bad()).run().get(RestorePoint.KEY);
    databases.execute(
        "main", "insert into quiet select generate_series(1001, 3000); analyze quiet, orders");
    RollbackLoss loss =
        production()
            .then(new AssessRollback(point.name(), false, 2_005))
            .run()
            .get(RollbackLoss.KEY);
    TableLoss quiet =
        loss.tables().stream()
            .filter(table -> table.table().equals("quiet"))
            .findFirst()
            .orElseThrow();
    assertTrue(quiet.estimated(), quiet::toString);
    assertTrue(quiet.words().contains("about"), quiet::words);
    assertEquals("0 inserted, 30 updated, 10 deleted", words(loss).get("orders"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void otherDatabases_areToldOnBothSides() {
    databases.execute("main", "create database stays");
    databases.execute("main", "create database passing");
    production().restorePoint().migrate(bad()).run();
    databases.execute("main", "drop database passing");
    databases.execute("main", "create database fresh");
    RollbackLoss loss =
        production()
            .then(new AssessRollback(null, false, AssessRollback.ROWS))
            .run()
            .get(RollbackLoss.KEY);
    String schema = String.join("\n", loss.schema());
    assertTrue(schema.contains("database fresh was made: it goes"), schema);
    assertTrue(schema.contains("database passing was dropped: it comes back"), schema);
    assertEquals(List.of("stays"), loss.otherDatabases());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void tableThatIsLocked_keepsNobodyFromGoingBack() throws SQLException {
    broken();
    try (Connection holder = Jdbc.open(databases.uri("main"))) {
      holder.setAutoCommit(false);
      try (var statement = holder.createStatement()) {
        statement.execute("lock table quiet in access exclusive mode");
      }
      RollbackLoss loss = production().rollback().run().get(RollbackLoss.KEY);
      assertEquals("unknown; it cannot be read now (SQLSTATE 55P03)", words(loss).get("quiet"));
      assertEquals("2 inserted, 30 updated, 10 deleted", words(loss).get("orders"));
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void writtenRightAfterTheRestore_isSaidAndNoFailure() {
    broken();
    RollbackCheck check =
        production()
            .then(new AssessRollback(null, false, AssessRollback.ROWS))
            .then(new dev.neonflow.workflows.migrate.restore.RollBack())
            .then(
                "write",
                context -> databases.execute("main", "insert into quiet values (100), (101)"))
            .then(
                new dev.neonflow.workflows.migrate.restore.VerifyRollback(AssessRollback.ROWS),
                StepOptions.defaults())
            .run()
            .get(RollbackCheck.KEY);
    assertEquals(7, check.equal());
    assertEquals(
        List.of("quiet: 2 inserted, 0 updated, 0 deleted"),
        check.differing().stream().map(one -> one.table() + ": " + one.words()).toList());
  }
}
