package dev.neonflow.workflows.branch;

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

/** A migration of one statement. */
record WritingMigrator(String sql) implements Migrator {
  @Override
  public String tool() {
    return "sql";
  }

  @Override
  public String describe() {
    return sql;
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) throws SQLException {
    try (TargetDatabase database = new TargetDatabase(target, context);
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return new MigrationReport("sql", List.of(), null, null, Duration.ZERO);
  }
}
