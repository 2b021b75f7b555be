package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
  private volatile @Nullable Postmaster postmaster;
  private volatile boolean closed;

  /**
   * Where the data is.
   *
   * @param lock held while the timeline's data must not change hands: at start, stop and copy
   */
  record Place(Postmaster.Launch launch, ReentrantLock lock) {}

  /** Who knows which compute is on which timeline. */
  interface Places {

    /** Puts the compute, which is not running, on another timeline than the one it was on. */
    Place moved(BranchCompute compute, ComputeSpec from, String timelineId);

    /** The compute is not needed any more. */
    void closed(BranchCompute compute, ComputeSpec spec);
  }

  /**
   * Binds the port of the launch's spec.
   *
   * @param beforeStart run with the lock before each start of the process
   */
  BranchCompute(Place place, String adminPassword, Runnable beforeStart, Places places)
      throws IOException {
    this.place = place;
    this.admin = new AdminSession(adminPassword);
    this.beforeStart = beforeStart;
    this.places = places;
    this.relay = new Relay(place.launch().spec().port(), place.launch().tls(), this);
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
      throw failed(e);
    }
  }

  /** The same for a database, in a session of its own. */
  private <T> T asAdmin(String database, AdminSession.Work<T> work) {
    try {
      return admin.useOnce(ensure().port(), database, work);
    } catch (SQLException | IOException e) {
      throw failed(e);
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
    ReentrantLock lock = place.lock();
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
    ComputeSpec spec = old.launch().spec();
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
    Place last = place;
    last.lock().lock();
    try {
      if (!closed) {
        closed = true;
        suspend();
        places.closed(this, last.launch().spec());
      }
    } finally {
      last.lock().unlock();
      release();
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
    Postmaster started = Postmaster.start(here.launch());
    postmaster = started;
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
    return place.launch().spec().branchId();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
