package dev.neonflow.workflows.migrate.restore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The digests of a table's rows in the order of those of their keys: the server sorts, and no more
 * than a few thousand are here at a time. No value of a row leaves the server.
 */
final class RowStream implements AutoCloseable {

  private static final int FETCHED = 5_000;

  private final Statement statement;
  private final ResultSet rows;
  private @Nullable String key;
  private String row = "";

  /**
   * Begins with the first row.
   *
   * @param identity the columns that tell rows apart; all of them, if none do
   * @param columns the columns that are compared
   */
  RowStream(Connection connection, TableShape table, List<String> identity, List<String> columns)
      throws SQLException {
    statement = connection.createStatement();
    statement.setFetchSize(FETCHED);
    rows =
        statement.executeQuery(
            "select md5("
                + TableShape.row(identity)
                + ") collate \"C\", md5("
                + TableShape.row(columns)
                + ") from "
                + table.from()
                + " order by 1");
    next();
  }

  /** The key's digest; null after the last row. */
  @Nullable String key() {
    return key;
  }

  /** The row's digest. */
  String row() {
    return row;
  }

  void next() throws SQLException {
    if (rows.next()) {
      key = rows.getString(1);
      row = rows.getString(2);
    } else {
      key = null;
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
