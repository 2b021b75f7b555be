package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.branch.HistoryTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** Reads a tool's history out of a database. */
final class AppliedRows {
  private static final String SCHEMA =
      "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
          + " where n.nspname = coalesce(?, current_schema()) and c.relname = ?"
          + " and c.relkind in ('r', 'p')";

  private AppliedRows() {}

  /** The rows; none if the tool never ran. */
  static List<HistoryRow> read(Connection connection, ToolHistory history) throws SQLException {
    HistoryTable table = history.table();
    try (PreparedStatement statement = connection.prepareStatement(SCHEMA)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return List.of();
        }
        PGConnection quoting = connection.unwrap(PGConnection.class);
        return history.rows(
            connection,
            quoting.escapeIdentifier(row.getString(1))
                + "."
                + quoting.escapeIdentifier(table.name()));
      }
    }
  }
}
