package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.branch.HistoryRows.Table;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes a tool's rows into a branch that has none, all of them or nothing. */
final class HistoryWrite {

  private static final String THERE =
      """
      select format('%I.%I', n.nspname, c.relname)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = coalesce(?, current_schema()) and c.relname = ? and c.relkind in ('r', 'p')
      """;

  private final Connection connection;

  /**
   * On a connection that nothing else uses.
   *
   * @param connection fenced
   */
  HistoryWrite(Connection connection) {
    this.connection = connection;
  }

  /** Whether there is at least one of the tables, and no row in any. */
  boolean isWanted(List<HistoryTable> tables) throws SQLException {
    boolean one = false;
    for (HistoryTable table : tables) {
      String quoted = there(table);
      if (quoted != null) {
        one = true;
        if (hasRows(quoted)) {
          return false;
        }
      }
    }
    return one;
  }

  /**
   * Writes the rows unless there are some already; whoever does the same at this moment waits.
   *
   * @return whether they were written now
   */
  boolean write(HistoryRows history) throws SQLException {
    connection.setAutoCommit(false);
    boolean empty = true;
    for (Table table : history.tables()) {
      String quoted = table.quoted(connection);
      execute("lock table " + quoted + " in share row exclusive mode");
      empty = empty && !hasRows(quoted);
    }
    if (!empty) {
      connection.rollback();
      return false;
    }
    for (Table table : history.tables()) {
      copy(table);
      moveSequences(table);
    }
    connection.commit();
    return true;
  }

  private void copy(Table table) throws SQLException {
    String sql =
        String.format(
            "copy %s (%s) from stdin", table.quoted(connection), table.quotedColumns(connection));
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(table.text()));
    } catch (IOException e) {
      throw new SQLException("a connection broke", "08006", e);
    }
  }

  /** Numbers that the tool gets next come after those that are there. */
  private void moveSequences(Table table) throws SQLException {
    String quoted = table.quoted(connection);
    for (String column : table.columns()) {
      String sequence = sequence(quoted, column);
      if (sequence != null) {
        String name = connection.unwrap(PGConnection.class).escapeIdentifier(column);
        String literal = connection.unwrap(PGConnection.class).escapeLiteral(sequence);
        execute(
            String.format(
                "select setval('%s', max(%s)) from %s having max(%s) is not null",
                literal, name, quoted, name));
      }
    }
  }

  private @Nullable String sequence(String quotedTable, String column) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_get_serial_sequence(?, ?)")) {
      statement.setString(1, quotedTable);
      statement.setString(2, column);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private @Nullable String there(HistoryTable table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(THERE)) {
      statement.setString(1, table.schema());
      statement.setString(2, table.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private boolean hasRows(String quotedTable) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select 1 from " + quotedTable + " limit 1")) {
      return row.next();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
