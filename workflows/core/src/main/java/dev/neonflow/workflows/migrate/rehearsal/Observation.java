package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.workflows.migrate.MigrationWatch;
import dev.neonflow.workflows.migrate.rehearsal.LockLedger.TableLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/**
 * Looks at a migration from a second session. What goes over a watched connection is looked at
 * after each statement; a statement outside of a transaction, which holds nothing any more when it
 * ends, and all other sessions, are looked at now and then.
 */
final class Observation implements MigrationWatch, AutoCloseable {

  private static final long UNKNOWN = -1;
  private static final long EVERY_MILLIS = 20;
  private static final long EVERY_MILLIS_OF_A_STATEMENT = 1;

  private final SecondSession session;
  private final ScheduledExecutorService scheduler;
  private final Future<?> sampling;
  private final Set<Integer> watched = new HashSet<>();
  private final Set<Integer> strangers = new HashSet<>();

  /** Sessions from before, as the one that has just asked whether the database answers. */
  private final Set<Integer> before;

  private final List<Page> pages = new ArrayList<>();
  private final LockLedger ledger = new LockLedger();
  private final Figures figures;
  private final ProductionVariables withheld;

  private long spent;
  private boolean statements;
  private boolean command;
  private int ownSessions;
  private int ownSessionsBefore;
  private long sessionsBefore = UNKNOWN;
  private @Nullable Integer alone;
  private @Nullable Exception broken;

  /**
   * Begins to look.
   *
   * @param tables the names of the tables that count, by their oids
   * @param withheld what a command may not inherit
   */
  Observation(
      SecondSession session,
      Map<Long, String> tables,
      ProductionVariables withheld,
      ScheduledExecutorService scheduler)
      throws SQLException {
    this.session = session;
    this.withheld = withheld;
    this.scheduler = scheduler;
    this.figures = new Figures(session, tables);
    this.pages.add(new Page(RehearsedMigration.ALL, ledger.turn(), now()));
    this.before = new HashSet<>(session.held().keySet());
    this.sampling = sample(EVERY_MILLIS);
  }

  private Future<?> sample(long everyMillis) {
    return scheduler.scheduleWithFixedDelay(
        this::glimpse, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  /** Time as the migration has it, without that which went by for looking at it. */
  private synchronized long now() {
    return System.nanoTime() - spent;
  }

  @Override
  public Connection watched(Connection connection) throws SQLException {
    int backend = connection.unwrap(PGConnection.class).getBackendPID();
    synchronized (this) {
      watched.add(backend);
      ownSessions++;
      // It was there before anybody knew whose it is.
      strangers.remove(backend);
    }
    return WatchedConnection.of(
        connection,
        new WatchedConnection.Onlooker() {
          @Override
          public @Nullable Object during(WatchedConnection.Work work) throws Throwable {
            return looking(connection, backend, work);
          }

          @Override
          public void closed() {
            released(backend);
          }
        });
  }

  private @Nullable Object looking(Connection connection, int backend, WatchedConnection.Work work)
      throws Throwable {
    boolean ownTransaction = !connection.isClosed() && connection.getAutoCommit();
    Future<?> closeLook = ownTransaction ? lookClosely(backend) : null;
    long since = now();
    try {
      return work.run();
    } finally {
      if (closeLook != null) {
        closeLook.cancel(false);
      }
      after(backend, since);
    }
  }

  private Future<?> lookClosely(int backend) {
    synchronized (this) {
      alone = backend;
    }
    return sample(EVERY_MILLIS_OF_A_STATEMENT);
  }

  private synchronized void after(int backend, long since) {
    long at = now();
    alone = null;
    statements = true;
    page().active(at);
    try {
      ledger.after(backend, session.heldBy(backend), since, at);
    } catch (SQLException | RuntimeException e) {
      broken = e;
    }
    spent += Math.max(0, now() - at);
  }

  private synchronized void released(int backend) {
    ledger.released(backend, now());
  }

  private synchronized void glimpse() {
    try {
      Map<Integer, Set<TableLock>> all = session.held();
      long at = now();
      before.retainAll(all.keySet());
      all.forEach(
          (backend, held) -> {
            boolean isLeaving = before.contains(backend) && held.isEmpty();
            boolean isStranger = !watched.contains(backend) && !isLeaving;
            if (isStranger) {
              strangers.add(backend);
            }
            if (isStranger || backend.equals(alone)) {
              ledger.glimpsed(backend, held, at);
            }
          });
      ledger.gone(all.keySet(), watched);
    } catch (SQLException | RuntimeException e) {
      broken = e;
    }
  }

  @Override
  public synchronized void begins(String migration) {
    long at = now();
    try {
      page().ends(at, figures.turn(page().touched()));
    } catch (SQLException | RuntimeException e) {
      broken = e;
    }
    pages.add(new Page(migration, ledger.turn(), now()));
    spent += Math.max(0, now() - at);
  }

  @Override
  public synchronized BiPredicate<String, String> commandStarts() {
    command = true;
    ownSessionsBefore = ownSessions;
    sessionsBefore = sessions();
    return withheld;
  }

  private long sessions() {
    try {
      return session.sessions();
    } catch (SQLException e) {
      LoggerFactory.getLogger(Observation.class)
          .debug("the copy's sessions cannot be counted: {}", e.getMessage());
      return UNKNOWN;
    }
  }

  /**
   * Whether a command ran and never connected to this database. A session that was too short to be
   * seen is counted by PostgreSQL; without its count nobody is accused.
   */
  synchronized boolean isBypassed() {
    if (!command || !strangers.isEmpty() || sessionsBefore == UNKNOWN) {
      return false;
    }
    long now = sessions();
    return now != UNKNOWN && now - sessionsBefore <= ownSessions - ownSessionsBefore;
  }

  private Page page() {
    return pages.get(pages.size() - 1);
  }

  /** Whether every statement was looked at, and nothing else was going on. */
  synchronized boolean isExact() {
    return statements && !command && strangers.isEmpty();
  }

  /**
   * Ends it.
   *
   * @throws SQLException if something could not be looked at
   */
  List<RehearsedMigration> end() throws SQLException {
    sampling.cancel(false);
    synchronized (this) {
      long at = now();
      ledger.close(at);
      page().ends(at, figures.turn(page().touched()));
      if (broken != null) {
        throw broken instanceof SQLException sql ? sql : new SQLException(broken);
      }
      return pages.stream()
          .map(page -> page.toMigration(figures.names()))
          .filter(migration -> pages.size() == 1 || !isPreparation(migration))
          .toList();
    }
  }

  /** What a tool does before its first migration, which is mostly to look. */
  private static boolean isPreparation(RehearsedMigration migration) {
    return migration.name().equals(RehearsedMigration.ALL) && migration.tables().isEmpty();
  }

  @Override
  public void close() {
    sampling.cancel(false);
  }
}
