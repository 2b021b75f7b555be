package dev.neonflow.embedded.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** How an application connects. */
final class Clients {

  static final String ROLE = "neondb_owner";
  static final String PASSWORD = "correct horse's battery";
  static final String DATABASE = "neondb";

  private Clients() {}

  static Connection connect(int port) throws SQLException {
    return connect(port, ROLE, PASSWORD, DATABASE);
  }

  static Connection connect(int port, String role, String password, String database)
      throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(role);
    source.setPassword(password);
    source.setSslmode("require");
    source.setChannelBinding("require");
    return source.getConnection();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  static String query(int port, String sql) throws SQLException {
    try (Connection connection = connect(port)) {
      return query(connection, sql);
    }
  }

  static void execute(int port, String sql) throws SQLException {
    try (Connection connection = connect(port)) {
      execute(connection, sql);
    }
  }
}
