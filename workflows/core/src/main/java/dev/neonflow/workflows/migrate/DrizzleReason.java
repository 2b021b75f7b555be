package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.internal.SqlWords;
import dev.neonflow.workflows.migrate.DrizzleFiles.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out why Drizzle Kit failed, which it does not say: runs the statements once more, in one
 * transaction as it does, and rolls them back. What failed before or beside them, such as a program
 * that is not installed, is not found here. Not for production.
 */
final class DrizzleReason {
  private static final String SOON =
      "set local lock_timeout = '5s'; set local statement_timeout = '20s'";

  /** Of the two limits above: they are none of Drizzle's. */
  private static final Set<String> TOOK_LONG = Set.of("55P03", "57014");

  private final Connection connection;

  DrizzleReason(Connection connection) {
    this.connection = connection;
  }

  /** Which statement fails, and how; empty if none does, or it cannot be told soon. */
  Optional<String> of(List<Entry> entries) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(SOON);
      for (Entry entry : entries) {
        List<String> statements = entry.statements();
        for (int i = 0; i < statements.size(); i++) {
          try {
            statement.execute(statements.get(i));
          } catch (SQLException e) {
            return TOOK_LONG.contains(e.getSQLState())
                ? Optional.empty()
                : Optional.of(entry.tag() + ".sql, statement " + (i + 1) + ": " + SqlWords.of(e));
          }
        }
      }
      return Optional.empty();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
