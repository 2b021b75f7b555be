package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections of our own. The password travels in properties, never in a URL. */
final class Jdbc {

  private static final String CONNECT_SECONDS = "10";
  private static final String SOCKET_SECONDS = "30";

  private Jdbc() {}

  static Connection open(ConnectionUri uri) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", uri.role());
    properties.setProperty("password", uri.password().reveal());
    properties.setProperty("ApplicationName", "neonflow");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    // With a login timeout pgjdbc connects on a thread of its own, so that an interrupt ends it.
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SOCKET_SECONDS);
    return DriverManager.getConnection(uri.jdbcUrl(), properties);
  }
}
