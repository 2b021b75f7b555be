package dev.neonflow.junit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Short words for what the sample classes do with their databases. */
final class Sql {

  private Sql() {}

  static void execute(DataSource db, String sql) throws SQLException {
    try (Connection connection = db.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the only row. */
  static String one(DataSource db, String sql) throws SQLException {
    try (Connection connection = db.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        throw new AssertionError("no row: " + sql);
      }
      return String.valueOf(row.getString(1));
    }
  }

  /** The names of the tables of the schema public, sorted. */
  static String tables(DataSource db) throws SQLException {
    return one(
        db,
        "SELECT coalesce(string_agg(tablename, ',' ORDER BY tablename), '(none)') FROM pg_tables"
            + " WHERE schemaname = 'public'");
  }
}
