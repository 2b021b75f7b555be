package dev.neonflow.embedded;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** An application that got a connection string of Neon's. */
final class Database {

  private Database() {}

  static Connection connect(String uri) throws SQLException {
    URI parts = URI.create(uri);
    String[] login = parts.getUserInfo().split(":", 2);
    Properties properties = new Properties();
    properties.setProperty("user", login[0]);
    properties.setProperty("password", login[1]);
    properties.setProperty("sslmode", "require");
    properties.setProperty("channelBinding", "require");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + parts.getAuthority().replaceFirst(".*@", "") + parts.getPath(),
        properties);
  }

  static void execute(String uri, String sql) throws SQLException {
    try (Connection connection = connect(uri);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String query(String uri, String sql) throws SQLException {
    try (Connection connection = connect(uri);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
