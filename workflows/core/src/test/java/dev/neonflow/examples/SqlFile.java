package dev.neonflow.examples;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

// region migrator
/** Runs one file of SQL that can be run again: CREATE TABLE IF NOT EXISTS, and so on. */
public record SqlFile(Path file) implements Migrator {

  @Override
  public String tool() {
    return "sql-file";
  }

  @Override
  public String describe() {
    return "the file " + file;
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception {
    String sql = Files.readString(file);
    try (TargetDatabase database = new TargetDatabase(target, context); // fenced and cancellable
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new MigrationFailedException(
          file + " was refused: " + e.getMessage(), "mend the file and run again", e);
    }
    MigrationReport.Applied applied =
        new MigrationReport.Applied(file.getFileName().toString(), "", null);
    return new MigrationReport(tool(), List.of(applied), null, null, Duration.ZERO);
  }
}
// end
