package dev.neonflow.workflows.internal;

import dev.neonflow.sdk.ConnectionUri;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/** Opens connections of our own. The password travels in properties, never in a URL. */
public final class Jdbc {
  /** How long a connection may take to come about. */
  public static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);

  private static final String ANSWER_SECONDS = "30";

  private Jdbc() {}

  /** For questions that are answered soon; one without an answer breaks the connection. */
  public static Connection open(ConnectionUri uri) throws SQLException {
    Properties properties = properties(uri);
    properties.setProperty("socketTimeout", ANSWER_SECONDS);
    return connect(uri, properties);
  }

  /** For questions to a database that nothing may be written to: its sessions are read-only. */
  public static Connection openToRead(ConnectionUri uri) throws SQLException {
    Properties properties = properties(uri);
    properties.setProperty("socketTimeout", ANSWER_SECONDS);
    properties.setProperty("readOnly", "true");
    // Statements outside of a transaction are refused, too.
    properties.setProperty("readOnlyMode", "always");
    return connect(uri, properties);
  }

  /**
   * For work that takes as long as it takes. The server ends it soon after this process ended,
   * while a statement runs, too; else a statement whose process was killed would go on beside those
   * of the next run.
   */
  public static Connection openForWork(ConnectionUri uri) throws SQLException {
    Connection connection = connect(uri, properties(uri));
    boolean open = false;
    try (Statement statement = connection.createStatement()) {
      // From PostgreSQL 14 on.
      statement.execute(
          "select set_config(name, '2s', false) from pg_settings"
              + " where name = 'client_connection_check_interval'");
      open = true;
    } finally {
      if (!open) {
        connection.close();
      }
    }
    return connection;
  }

  private static Properties properties(ConnectionUri uri) {
    String seconds = Long.toString(CONNECT_WITHIN.toSeconds());
    Properties properties = new Properties();
    properties.setProperty("user", uri.role());
    properties.setProperty("password", uri.password().reveal());
    properties.setProperty("ApplicationName", "neonflow");
    properties.setProperty("connectTimeout", seconds);
    // With a login timeout pgjdbc connects on a thread of its own, so that an interrupt ends it.
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("cancelSignalTimeout", "2");
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /** By the driver itself: what else is registered has no say. */
  private static Connection connect(ConnectionUri uri, Properties properties) throws SQLException {
    Connection connection = new Driver().connect(uri.jdbcUrl(), properties);
    if (connection == null) {
      throw new SQLException("pgjdbc does not accept the URL " + uri.jdbcUrl(), "08001");
    }
    return connection;
  }
}
