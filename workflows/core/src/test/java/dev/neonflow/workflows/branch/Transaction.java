package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Statements in a transaction, after which somebody waits before it commits. */
record Transaction(String sql, CountDownLatch begun, CountDownLatch goOn) implements Migrator {

  static Transaction of(String sql) {
    return new Transaction(sql, new CountDownLatch(1), new CountDownLatch(0));
  }

  @Override
  public String tool() {
    return "sql";
  }

  @Override
  public String describe() {
    return sql;
  }

  @Override
  public Optional<List<String>> pending(MigrationTarget target, StepContext context) {
    return sql.isEmpty() ? Optional.of(List.of()) : Optional.of(List.of("one"));
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception {
    try (TargetDatabase database = new TargetDatabase(target, context);
        Connection connection = database.getConnection()) {
      target.watch().begins("one.sql");
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new MigrationFailedException(String.valueOf(e.getMessage()), "mend it", e);
      }
      begun.countDown();
      goOn.await();
      connection.commit();
    }
    return new MigrationReport("sql", List.of(), null, null, Duration.ZERO);
  }
}
