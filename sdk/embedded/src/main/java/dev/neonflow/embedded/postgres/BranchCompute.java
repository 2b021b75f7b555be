package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A branch's server process, and the relay in front of it. */
final class BranchCompute implements Compute, Relay.Backend {

  private static final int CONNECT_ATTEMPTS = 4;
  private static final Duration DYING = Duration.ofSeconds(2);

  private final AdminSession admin;
  private final Runnable beforeStart;
  private final Places places;
  private final Relay relay;
  private volatile Place place;
  private volatile @Nullable CountDownLatch held;
  private final AtomicInteger works = new AtomicInteger();
  private volatile @Nullable Postmaster postmaster;
  private volatile @Nullable String refusal;
  private volatile boolean closed;

  /**
   * Where the data is, and what serves it.
   *
   * @param lock held while the timeline's data must not change hands: at start, stop and copy
   */
  record Place(ComputeSpec spec, Server server, ReentrantLock lock) {}

  /** Who knows which compute is on which timeline. */
  interface Places {

    /** Puts the compute, which is not running, on another timeline than the one it was on. */
    Place moved(BranchCompute compute, ComputeSpec from, String timelineId);

    /** The compute is not needed any more. */
    void closed(BranchCompute compute, ComputeSpec spec);
  }

  /**
   * Takes the port of the spec over.
   *
   * @param listener is bound to it
   * @param beforeStart run with the lock before each start of the process
   */
  BranchCompute(
      Place place,
      ServerSocket listener,
      Path tls,
      String adminPassword,
      Runnable beforeStart,
      Places places) {
    this.place = place;
    this.admin = new AdminSession(adminPassword);
    this.beforeStart = beforeStart;
    this.places = places;
    this.relay = new Relay(listener, tls, this);
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
      throw failed(e);
    } finally {
      works.decrementAndGet();
    }
  }

  /** The same for a database, in a session of its own. */
  private <T> T asAdmin(String database, AdminSession.Work<T> work) {
    works.incrementAndGet();
    try {
      return admin.useOnce(ensure().port(), database, work);
    } catch (SQLException | IOException e) {
      throw failed(e);
    } finally {
      works.decrementAndGet();
    }
  }

  private PostgresException failed(Exception e) {
    return new PostgresException("Branch " + branchId() + ": " + firstLine(e), e);
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
    Place here = place;
    here.lock().lock();
    try {
      Postmaster current = postmaster;
      postmaster = null;
      stop(here, current);
    } finally {
      here.lock().unlock();
    }
  }

  private void stop(Place here, @Nullable Postmaster current) {
    admin.close();
    if (current != null) {
      current.stop();
      here.server().ended();
    }
  }

  @Override
  public boolean suspendUnlessUsed() {
    Place here = place;
    // Who holds it starts, stops or copies; then it is used.
    if (held != null || !here.lock().tryLock()) {
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
      stop(here, current);
      return true;
    } finally {
      here.lock().unlock();
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
  public void hold() {
    if (held == null) {
      held = new CountDownLatch(1);
    }
    // Whoever starts the process has the lock and looks at the latch first.
    suspend();
  }

  @Override
  public void moveTo(String timelineId) {
    Place old = place;
    ComputeSpec spec = old.spec();
    if (!spec.timelineId().equals(timelineId)) {
      place = places.moved(this, spec, timelineId);
    }
    release();
  }

  private void release() {
    CountDownLatch latch = held;
    held = null;
    if (latch != null) {
      latch.countDown();
    }
  }

  @Override
  public List<DatabaseRow> databases() {
    return asAdmin(CatalogSql::databases);
  }

  @Override
  public List<String> roles() {
    return asAdmin(session -> CatalogSql.texts(session, CatalogSql.ROLES));
  }

  @Override
  public DatabaseSchema schema(String database) {
    return asAdmin(database, CatalogSql::schema);
  }

  @Override
  public List<String> roleStatements() {
    return asAdmin(CatalogSql::roleStatements);
  }

  @Override
  public void execute(String database, List<String> texts) {
    asAdmin(
        database,
        session -> {
          CatalogSql.execute(session, texts);
          return texts;
        });
  }

  @Override
  public void executeAs(String role, String password, String database, List<String> texts) {
    works.incrementAndGet();
    try {
      AdminSession.once(
          ensure().port(),
          role,
          password,
          database,
          session -> {
            CatalogSql.execute(session, texts);
            return texts;
          });
    } catch (SQLException | IOException e) {
      throw failed(e);
    } finally {
      works.decrementAndGet();
    }
  }

  @Override
  public void setPassword(String role, String password) {
    run(session -> CatalogSql.setPassword(session, role, password));
  }

  @Override
  public void createRole(String role, boolean login, String owner) {
    run(session -> CatalogSql.createRole(session, role, login, owner));
  }

  @Override
  public void changeDatabase(String database, String newName, String owner) {
    run(session -> CatalogSql.changeDatabase(session, database, newName, owner));
  }

  /** Work without a result. */
  @FunctionalInterface
  private interface Statements {
    void run(Connection session) throws SQLException;
  }

  private void run(Statements statements) {
    asAdmin(
        session -> {
          statements.run(session);
          return session;
        });
  }

  @Override
  public void close() {
    relay.close();
    Place last = place;
    last.lock().lock();
    try {
      if (!closed) {
        closed = true;
        suspend();
        places.closed(this, last.spec());
      }
    } finally {
      last.lock().unlock();
      release();
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
    while (true) {
      Postmaster current = postmaster;
      if (current != null && current.alive()) {
        return current;
      }
      awaitRelease();
      Place here = place;
      here.lock().lock();
      try {
        if (held == null && here.equals(place)) {
          return startUnlessRunning(here);
        }
      } finally {
        here.lock().unlock();
      }
    }
  }

  private Postmaster startUnlessRunning(Place here) {
    Postmaster current = postmaster;
    if (current != null && current.alive()) {
      return current;
    }
    if (closed) {
      throw new PostgresException("The compute of branch " + branchId() + " is closed", null);
    }
    beforeStart.run();
    Postmaster started = here.server().start();
    postmaster = started;
    here.server().started();
    return started;
  }

  private void awaitRelease() {
    CountDownLatch latch = held;
    if (latch == null) {
      return;
    }
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresException(
          "The wait for the new data of branch " + branchId() + " was interrupted", e);
    }
  }

  private String branchId() {
    return place.spec().branchId();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
