package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A branch's server process, and the relay in front of it. */
final class BranchCompute implements Compute, Relay.Backend {

  private static final int CONNECT_ATTEMPTS = 4;
  private static final Duration DYING = Duration.ofSeconds(2);

  private static final String DATABASES =
      "SELECT d.datname, r.rolname FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba"
          + " WHERE NOT d.datistemplate AND d.datname <> 'postgres' ORDER BY 1";
  private static final String ROLES =
      "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%'"
          + " AND rolname NOT IN ('cloud_admin', 'neon_superuser') ORDER BY 1";

  private final Postmaster.Launch launch;
  private final AdminSession admin;
  private final ReentrantLock lock;
  private final Consumer<BranchCompute> whenClosed;
  private final Runnable beforeStart;
  private final Relay relay;
  private volatile @Nullable Postmaster postmaster;
  private volatile boolean closed;

  /**
   * Binds the port of the launch's spec.
   *
   * @param lock held while the branch's data must not change hands: at start, stop and copy
   * @param beforeStart run with the lock before each start of the process
   */
  BranchCompute(
      Postmaster.Launch launch,
      String adminPassword,
      ReentrantLock lock,
      Runnable beforeStart,
      Consumer<BranchCompute> whenClosed)
      throws IOException {
    this.launch = launch;
    this.admin = new AdminSession(adminPassword);
    this.lock = lock;
    this.beforeStart = beforeStart;
    this.whenClosed = whenClosed;
    this.relay = new Relay(launch.spec().port(), launch.tls(), this);
  }

  /** Starts the process, then serves the port. */
  void open() {
    resume();
    relay.serve();
  }

  /** Runs work in a superuser's session on the database {@code postgres}. */
  <T> T asAdmin(AdminSession.Work<T> work) {
    try {
      return admin.use(ensure().port(), work);
    } catch (SQLException | IOException e) {
      throw new PostgresException("Branch " + launch.spec().branchId() + ": " + firstLine(e), e);
    }
  }

  @Override
  public int port() {
    return relay.port();
  }

  @Override
  public boolean running() {
    Postmaster current = postmaster;
    return current != null && current.alive();
  }

  @Override
  public void resume() {
    ensure();
  }

  @Override
  public void suspend() {
    lock.lock();
    try {
      Postmaster current = postmaster;
      postmaster = null;
      admin.close();
      if (current != null) {
        current.stop();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<DatabaseRow> databases() {
    return asAdmin(
        session -> {
          List<DatabaseRow> rows = new ArrayList<>();
          try (Statement statement = session.createStatement();
              ResultSet row = statement.executeQuery(DATABASES)) {
            while (row.next()) {
              rows.add(new DatabaseRow(text(row, 1), text(row, 2)));
            }
          }
          return List.copyOf(rows);
        });
  }

  @Override
  public List<String> roles() {
    return asAdmin(
        session -> {
          List<String> names = new ArrayList<>();
          try (Statement statement = session.createStatement();
              ResultSet row = statement.executeQuery(ROLES)) {
            while (row.next()) {
              names.add(text(row, 1));
            }
          }
          return List.copyOf(names);
        });
  }

  @Override
  public void setPassword(String role, String password) {
    String sql = "ALTER ROLE " + Sql.name(role) + " PASSWORD " + Sql.verifier(password);
    asAdmin(
        session -> {
          try (Statement statement = session.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  @Override
  public void close() {
    relay.close();
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        suspend();
        whenClosed.accept(this);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Socket connect() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Postmaster current = ensure();
      try {
        return new Socket(Loopback.address(), current.port());
      } catch (ConnectException e) {
        if (attempt == CONNECT_ATTEMPTS) {
          throw e;
        }
        current.awaitEnd(DYING);
      }
    }
  }

  @Override
  public boolean awaitEnd() {
    Postmaster current = postmaster;
    return current == null || current.awaitEnd(DYING);
  }

  private Postmaster ensure() {
    Postmaster current = postmaster;
    if (current != null && current.alive()) {
      return current;
    }
    lock.lock();
    try {
      current = postmaster;
      if (current != null && current.alive()) {
        return current;
      }
      if (closed) {
        throw new PostgresException(
            "The compute of branch " + launch.spec().branchId() + " is closed", null);
      }
      beforeStart.run();
      Postmaster started = Postmaster.start(launch);
      postmaster = started;
      return started;
    } finally {
      lock.unlock();
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    return String.valueOf(row.getString(column));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
