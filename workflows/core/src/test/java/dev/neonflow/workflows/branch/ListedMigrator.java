package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One migration, which it knows to be pending until it was applied. */
record ListedMigrator(String name, String sql) implements Migrator {

  @Override
  public String tool() {
    return "listed";
  }

  @Override
  public String describe() {
    return name;
  }

  @Override
  public Optional<List<String>> pending(MigrationTarget target, StepContext context)
      throws SQLException {
    try (TargetDatabase database = TargetDatabase.toRead(target, context);
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select to_regclass('applied_" + name + "') is null")) {
      row.next();
      return Optional.of(row.getBoolean(1) ? List.of(name) : List.of());
    }
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) throws SQLException {
    try (TargetDatabase database = new TargetDatabase(target, context);
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      statement.execute("create table if not exists applied_" + name + " (at int primary key)");
    } catch (SQLException e) {
      throw new MigrationFailedException("refused: " + name, "correct it", e);
    }
    return new MigrationReport("listed", List.of(), null, null, Duration.ZERO);
  }
}
