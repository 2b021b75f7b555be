package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is in a database. */
final class Rows {

  private Rows() {}

  static void execute(ConnectionUri uri, String sql) {
    try (Connection connection = connect(uri);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of all rows, as text. */
  static List<String> of(ConnectionUri uri, String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = connect(uri);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** One text for all that the tables in {@code public} hold. */
  static String checksum(ConnectionUri uri) {
    StringBuilder text = new StringBuilder();
    for (String table :
        of(uri, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
      String sql = "SELECT md5(coalesce(string_agg(r::text, ';' ORDER BY r::text), '')) FROM %s r";
      text.append(table).append(' ').append(of(uri, String.format(sql, table))).append('\n');
    }
    return text.toString();
  }

  private static Connection connect(ConnectionUri uri) throws SQLException {
    return DriverManager.getConnection(uri.jdbcUrl(), uri.role(), uri.password().reveal());
  }
}
