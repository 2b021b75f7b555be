package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.StepContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets one command at a time migrate a branch: a session's advisory lock with the key {@code
 * hashtextextended('neonflow/migration/BRANCH_ID', 0)}, on a fenced direct connection of its own
 * that is kept alive while the command runs. The server frees it when the session ends, also when
 * this process was killed. What a killed run's command still does in the database is ended first,
 * but on production waited for. For one thread.
 */
final class MigrationLock implements AutoCloseable {
  /** What commands are told to call their sessions; most drivers obey {@code PGAPPNAME}. */
  static final String SESSIONS = "neonflow migration";

  private static final String TAKE = "select pg_advisory_lock(hashtextextended(?, 0))";
  private static final String OTHERS =
      "select pid from pg_stat_activity where datname = current_database()"
          + " and usename = current_user and application_name = ? and pid <> pg_backend_pid()";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** How often a waiting run shows signs of life. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What may end by itself is not ended by force. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Short enough for servers that put an idle compute to sleep. */
  private static final Duration BEAT = Duration.ofSeconds(30);

  private static final int ANSWER_MILLIS = 30_000;

  private final Connection connection;
  private final String branch;
  private final boolean production;
  private final StepContext context;
  private long lastBeat = System.nanoTime();
  private boolean lost;

  private MigrationLock(Connection connection, MigrationTarget target, StepContext context) {
    this.connection = connection;
    this.branch = target.branch().name();
    this.production = target.isProduction(context);
    this.context = context;
  }

  /**
   * Waits for the lock, ten minutes at most.
   *
   * @throws LockHeldException if another run does not end
   */
  static MigrationLock take(TargetDatabase database, MigrationTarget target, StepContext context)
      throws SQLException {
    MigrationLock lock = new MigrationLock(database.getConnection(), target, context);
    boolean taken = false;
    try {
      Instant end = context.clock().instant().plus(PATIENCE);
      lock.take("neonflow/migration/" + target.branch().branchId(), end);
      lock.awaitRemains(end);
      lock.connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        lock.close();
      }
    }
  }

  /** The session that holds it. */
  Connection connection() {
    return connection;
  }

  private void take(String key, Instant end) throws SQLException {
    run("set lock_timeout = " + TURN.toMillis());
    boolean said = false;
    while (!tryTake(key)) {
      context.heartbeat();
      context.cancel().throwIfCancelled();
      if (!said) {
        context.progress("waiting: another run migrates branch " + branch, -1);
        said = true;
      }
      if (!context.clock().instant().isBefore(end)) {
        throw new LockHeldException(
            "another run has been migrating branch " + branch + " for ten minutes",
            "wait until it has ended, then run again",
            null);
      }
    }
    run("set lock_timeout = 0");
  }

  private boolean tryTake(String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setString(1, key);
      statement.execute();
      return true;
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Whoever has the lock is alone; so these are sessions of a command whose run was killed. */
  private void awaitRemains(Instant end) throws SQLException {
    List<Integer> remains = remains();
    if (remains.isEmpty()) {
      return;
    }
    context.progress("an earlier run was killed; its command still works in the database", -1);
    Instant graceEnds = context.clock().instant().plus(GRACE);
    while (!remains.isEmpty()) {
      Instant now = context.clock().instant();
      if (!production && !now.isBefore(graceEnds)) {
        for (int pid : remains) {
          run("select pg_terminate_backend(" + pid + ")");
        }
      }
      if (!now.isBefore(end)) {
        throw new LockHeldException(
            "the command of a run that was killed still migrates branch "
                + branch
                + " (server process "
                + remains.get(0)
                + ")",
            "wait until it has ended, then run again; select pg_terminate_backend("
                + remains.get(0)
                + ") ends it",
            null);
      }
      context.pause(PAUSE);
      remains = remains();
    }
  }

  private List<Integer> remains() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      statement.setString(1, SESSIONS);
      try (ResultSet rows = statement.executeQuery()) {
        List<Integer> pids = new ArrayList<>();
        while (rows.next()) {
          pids.add(rows.getInt(1));
        }
        return pids;
      }
    }
  }

  /**
   * Keeps the session alive; called often.
   *
   * @throws SQLException if it is lost, so that another run may begin
   */
  void beat() throws SQLException {
    if (lost || System.nanoTime() - lastBeat < BEAT.toNanos()) {
      return;
    }
    lastBeat = System.nanoTime();
    try {
      run("select 1");
    } catch (SQLException e) {
      lost = true;
      throw e;
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Gives it back. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
