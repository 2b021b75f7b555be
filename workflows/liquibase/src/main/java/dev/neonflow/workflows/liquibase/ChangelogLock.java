package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import liquibase.exception.DatabaseException;
import liquibase.lockservice.StandardLockService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps others from migrating meanwhile. Two locks, because each lacks what the other has:
 *
 * <ul>
 *   <li>an advisory lock of the session that migrates, which ends with that session whatever
 *       happens, and keeps out our own runs;
 *   <li>Liquibase's row, which keeps out everybody else's Liquibase, but stays locked when its
 *       holder is killed. It says that it is ours; who has the advisory lock knows that nobody of
 *       ours is alive, and takes such a row over.
 * </ul>
 */
final class ChangelogLock implements AutoCloseable {

  /** No host name, which Liquibase begins with, has a colon. */
  private static final String OURS = "neonflow:";

  /** The same as around commands that migrate. */
  private static final String ADVISORY = "neonflow/migration/";

  private static final Duration TURN = Duration.ofSeconds(1);

  /** As long as for Flyway. */
  private static final int TURNS_FOR_OURS = 600;

  /** Briefly: who holds a row may have been killed. */
  private static final int TURNS_FOR_OTHERS = 60;

  private static final Logger log = LoggerFactory.getLogger(ChangelogLock.class);

  private final Session session;
  private final Connection connection;
  private final BranchRef branch;
  private final TargetDatabase target;
  private final StepContext context;
  private final String table;
  private final String holder;

  ChangelogLock(
      Session session, MigrationTarget place, TargetDatabase target, StepContext context) {
    this.session = session;
    this.connection = session.session();
    this.branch = place.branch();
    this.target = target;
    this.context = context;
    this.table =
        session.escapeTableName(
            session.getLiquibaseCatalogName(),
            session.getLiquibaseSchemaName(),
            session.getDatabaseChangeLogLockTableName());
    this.holder = OURS + context.runId();
  }

  /** Waits for both locks. */
  void take() throws SQLException, DatabaseException {
    takeAdvisory();
    createTable();
    takeRow();
  }

  private void takeAdvisory() throws SQLException {
    for (int turn = 0; !tryAdvisory(); turn++) {
      if (turn == 0) {
        context.progress("waiting: another run migrates branch " + branch.name(), -1);
      }
      if (turn == TURNS_FOR_OURS) {
        throw new LockHeldException(
            "another run has been migrating branch " + branch.name() + " for ten minutes",
            "wait until it has ended, then run again",
            null);
      }
      context.pause(TURN);
    }
  }

  private boolean tryAdvisory() throws SQLException {
    String taken =
        ask("select pg_try_advisory_lock(hashtextextended(?, 0))", ADVISORY + branch.branchId());
    connection.commit();
    return "t".equals(taken);
  }

  private void createTable() throws DatabaseException {
    StandardLockService service = new StandardLockService();
    service.setDatabase(session);
    service.init();
  }

  private void takeRow() throws SQLException {
    for (int turn = 0; !tryRow(); turn++) {
      if (turn == 0) {
        context.progress("waiting: the changelog of branch " + branch.name() + " is locked", -1);
      }
      if (turn == TURNS_FOR_OTHERS) {
        throw lockedByOther();
      }
      context.pause(TURN);
    }
  }

  private boolean tryRow() throws SQLException {
    int taken =
        update(
            "set locked = true, lockgranted = localtimestamp, lockedby = ?"
                + " where id = 1 and (not locked or lockedby like ?"
                + (isCopied() ? " or true)" : ")"),
            holder,
            OURS + "%");
    connection.commit();
    return taken > 0;
  }

  /**
   * Whether a lock that is there came with the parent's state, so that nobody here has it: this run
   * gave the branch that state, and nobody else is connected.
   */
  private boolean isCopied() throws SQLException {
    boolean fresh = branch.created() || branch.origin() == BranchRef.Origin.RESET;
    return fresh
        && !context.subject().isProduction()
        && "0"
            .equals(
                ask(
                    "select count(*) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()"));
  }

  private LockHeldException lockedByOther() throws SQLException {
    String who =
        ask("select lockedby || ' since ' || date_trunc('second', lockgranted) from " + table);
    return new LockHeldException(
        "the changelog of branch "
            + branch.name()
            + " is locked"
            + (who == null ? "" : " by " + who)
            + ", which is not a run of Neonflow",
        "wait until that Liquibase ends; if it was killed: liquibase release-locks"
            + target.startAnew().map(words -> "; or " + words).orElse(""),
        null);
  }

  /** Gives both locks back. What cannot be given back now ends with the connection, or is ours. */
  @Override
  public void close() {
    try {
      // A change set that runs outside of transactions and failed leaves it on.
      connection.setAutoCommit(false);
      connection.rollback();
      update("set locked = false, lockgranted = null, lockedby = null where lockedby = ?", holder);
      connection.commit();
      ask("select pg_advisory_unlock(hashtextextended(?, 0))", ADVISORY + branch.branchId());
      connection.commit();
    } catch (SQLException e) {
      log.debug("the changelog's lock stays until the next run: {}", e.getMessage());
    }
  }

  private int update(String change, String... parameters) throws SQLException {
    try (PreparedStatement statement = prepare("update " + table + " " + change, parameters)) {
      return statement.executeUpdate();
    }
  }

  private @Nullable String ask(String question, String... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(question, parameters);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  private PreparedStatement prepare(String sql, String... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
    return statement;
  }
}
