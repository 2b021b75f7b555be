package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One statement on a connection of its own. */
final class Sql {

  private Sql() {}

  static void run(ConnectionUri uri, String statements) throws SQLException {
    try (Connection connection = Jdbc.open(uri);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  /** The first value of the first row. */
  static String ask(ConnectionUri uri, String query) throws SQLException {
    try (Connection connection = Jdbc.open(uri);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The id of the branch that the connection leads to. */
  static String branch(ConnectionUri uri) throws SQLException {
    return ask(uri, "select current_setting('neon.branch_id')");
  }
}
