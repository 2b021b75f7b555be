package dev.neonflow.workflows.internal;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock in a PostgreSQL database: a session's advisory lock, on a connection that does nothing
 * else. The server frees it when the connection ends, however that comes about.
 *
 * <p>While it is held a thread reads from the connection, because only a reader notices at once
 * that it broke; the reader is also the one that shows signs of life and gives the lock back.
 */
final class AdvisoryLock implements AutoCloseable {

  /** Short enough for servers that put an idle compute to sleep. */
  static final Duration BEAT = Duration.ofSeconds(30);

  /** How long a giving back may wait for the reader. */
  private static final int READ_MILLIS = 100;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(AdvisoryLock.class);

  private final ConnectionUri database;
  private final Scheduler scheduler;
  private final String key;
  private final String holder;
  private final Consumer<String> onLost;
  private final AtomicBoolean beatDue = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Connection connection;
  private @Nullable Thread asking;
  private boolean aborted;
  private boolean taken;
  private volatile boolean closing;

  AdvisoryLock(
      ConnectionUri database,
      Scheduler scheduler,
      String key,
      String holder,
      Consumer<String> onLost) {
    this.database = database;
    this.scheduler = scheduler;
    this.key = key;
    this.holder = holder;
    this.onLost = onLost;
  }

  /** Takes the lock if no other session has it. */
  boolean tryTake() {
    if (taken) {
      return true;
    }
    return abortable(
        () -> {
          Connection open = connection;
          if (open == null) {
            open = Jdbc.open(database);
            connection = open;
            ask(open, "select set_config('application_name', ?, false)", "neonflow " + shown());
          }
          taken = "t".equals(ask(open, "select pg_try_advisory_lock(hashtextextended(?, 0))", key));
          if (taken) {
            watch(open);
          }
          return taken;
        });
  }

  /** Something the server is asked. */
  private interface Question<T> {
    T ask() throws SQLException;
  }

  private <T> T abortable(Question<T> question) {
    synchronized (this) {
      if (aborted) {
        throw cancelled(null);
      }
      asking = Thread.currentThread();
    }
    try {
      return question.ask();
    } catch (SQLException e) {
      throw isAborted() ? cancelled(e) : unreachable(e);
    } catch (RuntimeException e) {
      // What pgjdbc throws when its waiting for a connection is interrupted.
      throw isAborted() || Thread.currentThread().isInterrupted() ? cancelled(e) : e;
    } finally {
      synchronized (this) {
        asking = null;
        if (aborted) {
          boolean unused = Thread.interrupted();
        }
      }
    }
  }

  private synchronized boolean isAborted() {
    return aborted;
  }

  private static WorkflowCancelledException cancelled(@Nullable Exception cause) {
    return new WorkflowCancelledException("interrupted", "run again", cause);
  }

  /** Ends a question that goes on in another thread, and lets no further one begin. */
  void abort() {
    Connection open;
    synchronized (this) {
      aborted = true;
      if (asking == null) {
        return;
      }
      asking.interrupt();
      open = connection;
    }
    // An interrupt ends the waiting for a connection only.
    if (open != null) {
      cut(open);
    }
  }

  private static void cut(Connection open) {
    try {
      open.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("a connection could not be cut", e);
    }
  }

  /** PostgreSQL keeps 63 characters; who reads it is on another machine, with other processes. */
  private String shown() {
    return holder.replaceFirst(" of process \\d+$", "");
  }

  boolean isTaken() {
    return taken;
  }

  /** Who has it, as far as the server shows; empty if nobody or unknown. */
  String holder() {
    Connection open = connection;
    if (open == null) {
      return "";
    }
    return abortable(
        () -> {
          String name =
              ask(
                  open,
                  "select a.application_name from pg_locks l"
                      + " join pg_stat_activity a on a.pid = l.pid"
                      + " where l.locktype = 'advisory' and l.granted and l.objsubid = 1"
                      + " and a.datname = current_database()"
                      + " and (l.classid::bigint << 32) | l.objid::bigint = hashtextextended(?, 0)",
                  key);
          return name == null ? "" : name.replaceFirst("^neonflow ", "");
        });
  }

  private static @Nullable String ask(Connection open, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  private ConnectionLostException unreachable(SQLException e) {
    return new ConnectionLostException(
        "the database of the locks, " + database.host() + ", does not answer: " + e.getMessage(),
        "check the lock URL and that the database is up, then run again",
        e);
  }

  private void watch(Connection open) {
    Thread reader = new Thread(() -> read(open), "neonflow-lock");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Connection open) {
    Future<?> beat = nextBeat();
    try {
      PGConnection session = open.unwrap(PGConnection.class);
      while (!closing) {
        session.getNotifications(READ_MILLIS);
        if (beatDue.getAndSet(false)) {
          run(open, "select 1");
          beat = nextBeat();
        }
      }
      run(open, "select pg_advisory_unlock_all()");
    } catch (SQLException e) {
      log.debug("the connection of the lock on {} is lost", key, e);
      if (!closing) {
        onLost.accept("the connection that holds the lock is lost: " + e.getMessage());
      }
    } finally {
      beat.cancel(false);
      closeQuietly(open);
      ended.countDown();
    }
  }

  private static void run(Connection open, String sql) throws SQLException {
    try (Statement statement = open.createStatement()) {
      statement.execute(sql);
    }
  }

  private Future<?> nextBeat() {
    return scheduler.schedule(
        () -> {
          beatDue.set(true);
          return null;
        },
        BEAT.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  private static void closeQuietly(Connection open) {
    try {
      open.close();
    } catch (SQLException e) {
      log.debug("a connection could not be closed", e);
    }
  }

  /** Gives the lock back and waits until the server knows. */
  @Override
  public void close() {
    closing = true;
    Connection open = connection;
    if (open == null) {
      return;
    }
    if (!taken) {
      closeQuietly(open);
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!ended.await(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the lock on {} could not be given back; its connection is cut", key);
        cut(open);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
