package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A superuser's session on the database {@code postgres}. It is kept for a while after its use: to
 * open one takes longer than most work in it, and a branch needs three. Thread-safe; who finds it
 * in use gets another.
 */
final class AdminSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AdminSession.class);

  /** By then the server ends it, so that an idle compute has no memory in it. */
  private static final String KEEP = "SET idle_session_timeout = '20s'";

  private static final String TAKE = "SET idle_session_timeout = 0";

  private final String password;
  private final AtomicReference<@Nullable Open> kept = new AtomicReference<>();

  AdminSession(String password) {
    this.password = password;
  }

  /** Work in a session. */
  @FunctionalInterface
  interface Work<T> {
    T apply(Connection admin) throws SQLException, IOException;
  }

  private record Open(Connection connection, int port) {

    void set(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    void close() {
      try {
        connection.close();
      } catch (SQLException e) {
        LOG.trace("A session did not close", e);
      }
    }
  }

  /** Runs work with the server behind a port. After a failure the session is closed. */
  <T> T use(int port, Work<T> work) throws SQLException, IOException {
    Open session = take(port);
    boolean done = false;
    try {
      T result = work.apply(session.connection());
      done = true;
      return result;
    } finally {
      if (done) {
        keep(session);
      } else {
        session.close();
      }
    }
  }

  /**
   * Runs work in a session of its own on a database. What it sends reaches the server as it is,
   * also a text of many statements.
   */
  <T> T useOnce(int port, String database, Work<T> work) throws SQLException, IOException {
    return once(port, Template.SUPERUSER, password, database, work);
  }

  /** The same for any role. */
  static <T> T once(int port, String role, String password, String database, Work<T> work)
      throws SQLException, IOException {
    PGSimpleDataSource source = source(port, role, password, database);
    source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    try (Connection connection = source.getConnection()) {
      return work.apply(connection);
    }
  }

  private Open take(int port) throws SQLException {
    Open session = kept.getAndSet(null);
    if (session != null) {
      try {
        if (session.port() == port) {
          session.set(TAKE);
          return session;
        }
      } catch (SQLException e) {
        LOG.trace("The server has ended the kept session", e);
      }
      session.close();
    }
    return new Open(connect(port), port);
  }

  private void keep(Open session) {
    boolean free = false;
    try {
      session.set(KEEP);
      free = kept.compareAndSet(null, session);
    } catch (SQLException e) {
      LOG.trace("The server has ended a session", e);
    }
    if (!free) {
      session.close();
    }
  }

  private Connection connect(int port) throws SQLException {
    return source(port, Template.SUPERUSER, password, "postgres").getConnection();
  }

  private static PGSimpleDataSource source(
      int port, String role, String password, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {Loopback.HOST});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(role);
    source.setPassword(password);
    source.setSslmode("disable");
    source.setApplicationName("neonflow");
    return source;
  }

  /** Ends the kept session; the next use opens another. */
  @Override
  public void close() {
    Open session = kept.getAndSet(null);
    if (session != null) {
      session.close();
    }
  }
}
