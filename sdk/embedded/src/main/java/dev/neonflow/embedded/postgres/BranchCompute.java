package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Waits for each of them to be gone. */
  private static final String END_SESSIONS =
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = ?";

  private final ComputeSpec spec;
  private final AdminSession admin;
  private final ReentrantLock lock;
  private final Server server;
  private final Consumer<BranchCompute> whenClosed;
  private final Runnable beforeStart;
  private final Relay relay;
  private final AtomicInteger works = new AtomicInteger();
  private volatile @Nullable Postmaster postmaster;
  private volatile @Nullable String refusal;
  private volatile boolean closed;

  /**
   * Binds the port of the spec.
   *
   * @param lock held while the branch's data must not change hands: at start, stop and copy
   * @param beforeStart run with the lock before each start of the process
   */
  BranchCompute(
      ComputeSpec spec,
      Path tls,
      String adminPassword,
      ReentrantLock lock,
      Server server,
      Runnable beforeStart,
      Consumer<BranchCompute> whenClosed)
      throws IOException {
    this.spec = spec;
    this.admin = new AdminSession(adminPassword);
    this.lock = lock;
    this.server = server;
    this.beforeStart = beforeStart;
    this.whenClosed = whenClosed;
    this.relay = new Relay(spec.port(), tls, this);
  }

  /** Serves the port; the first connection starts the process. */
  void serve() {
    relay.serve();
  }

  /** The port of the process itself, or 0 while there is none. */
  int serverPort() {
    Postmaster current = postmaster;
    return current != null && current.alive() ? current.port() : 0;
  }

  /** Runs work in a superuser's session on the database {@code postgres}. */
  <T> T asAdmin(AdminSession.Work<T> work) {
    works.incrementAndGet();
    try {
      return admin.use(ensure().port(), work);
    } catch (SQLException | IOException e) {
      throw new PostgresException("Branch " + spec.branchId() + ": " + firstLine(e), e);
    } finally {
      works.decrementAndGet();
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
        server.ended();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean suspendUnlessUsed() {
    // Who holds it starts, stops or copies; then it is used.
    if (!lock.tryLock()) {
      return false;
    }
    try {
      // First, so that whoever is not counted yet asks for a server, and waits for the lock.
      Postmaster current = postmaster;
      postmaster = null;
      if (relay.use().sessions() > 0 || works.get() > 0) {
        postmaster = current;
        return false;
      }
      admin.close();
      if (current != null) {
        current.stop();
        server.ended();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Use use() {
    return relay.use();
  }

  @Override
  public void refuse(String message) {
    refusal = message;
  }

  @Override
  public void admit() {
    refusal = null;
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
    execute(List.of("ALTER ROLE " + Sql.name(role) + " PASSWORD " + Sql.verifier(password)));
  }

  @Override
  public void createRole(String role, boolean login, String owner) {
    execute(
        List.of(
            "CREATE ROLE " + Sql.name(role) + (login ? " LOGIN" : " NOLOGIN") + Template.OWNER_MAY,
            "GRANT " + Sql.name(role) + " TO " + Sql.name(owner) + " WITH ADMIN OPTION"));
  }

  @Override
  public void changeDatabase(String database, String newName, String owner) {
    String old = Sql.name(database);
    execute(List.of("ALTER DATABASE " + old + " OWNER TO " + Sql.name(owner)));
    if (database.equals(newName)) {
      return;
    }
    // Nobody may come back between the end of the sessions and the change of the name.
    execute(List.of("ALTER DATABASE " + old + " ALLOW_CONNECTIONS false"));
    String current = database;
    try {
      endSessions(database);
      execute(List.of("ALTER DATABASE " + old + " RENAME TO " + Sql.name(newName)));
      current = newName;
    } finally {
      execute(List.of("ALTER DATABASE " + Sql.name(current) + " ALLOW_CONNECTIONS true"));
    }
  }

  private void endSessions(String database) {
    asAdmin(
        session -> {
          try (PreparedStatement statement = session.prepareStatement(END_SESSIONS)) {
            statement.setString(1, database);
            return statement.execute();
          }
        });
  }

  private void execute(List<String> statements) {
    asAdmin(
        session -> {
          try (Statement statement = session.createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
            return statements;
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
    String message = refusal;
    if (message != null) {
      throw new PostgresException(message, null);
    }
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
            "The compute of branch " + spec.branchId() + " is closed", null);
      }
      beforeStart.run();
      Postmaster started = server.start();
      postmaster = started;
      server.started();
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
