package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.Fence;
import dev.neonflow.workflows.internal.Jdbc;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/**
 * A migration's database for tools that run in this process. Each connection it hands out has been
 * fenced: its database says that it belongs to the planned branch. Cancelling the run aborts them
 * all. For one step, in that step's thread; closing it forgets the connections but closes none.
 */
public final class TargetDatabase implements DataSource, AutoCloseable {
  private final MigrationTarget target;
  private final StepContext context;
  private final boolean writable;
  private final List<CancelToken.Registration> registrations = new ArrayList<>();

  /** The database of a target, for the step with this context. */
  public TargetDatabase(MigrationTarget target, StepContext context) {
    this(target, context, true);
  }

  private TargetDatabase(MigrationTarget target, StepContext context, boolean writable) {
    this.target = target;
    this.context = context;
    this.writable = writable;
  }

  /** The same over sessions that cannot write. */
  public static TargetDatabase toRead(MigrationTarget target, StepContext context) {
    return new TargetDatabase(target, context, false);
  }

  /**
   * Opens a connection and checks that it leads to the planned branch.
   *
   * @throws dev.neonflow.workflows.FenceException if it leads elsewhere
   * @throws SQLException if it cannot be opened; {@link #lost} tells whether that may pass
   */
  @Override
  public Connection getConnection() throws SQLException {
    context.cancel().throwIfCancelled();
    Connection connection =
        writable ? Jdbc.openForWork(target.direct()) : Jdbc.openToRead(target.direct());
    boolean fenced = false;
    try {
      registrations.add(context.cancel().onCancel(() -> startAbort(connection)));
      Fence.verify(connection, target.branch(), context);
      Connection given = writable ? target.watch().watched(connection) : connection;
      fenced = true;
      return given;
    } finally {
      if (!fenced) {
        connection.close();
      }
    }
  }

  /** Opens a connection only to check where it leads. */
  public void checkFence() throws SQLException {
    getConnection().close();
  }

  /**
   * Whether an error, or a cause of it, says that the database cannot be reached or went away, so
   * that running again may help.
   */
  public static boolean isLost(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isLost(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLost(@Nullable String state) {
    return state != null && (state.startsWith("08") || state.matches("57P0[1-5]"));
  }

  /** The error for a connection that broke or could not be made. */
  public ConnectionLostException lost(Throwable cause) {
    return new ConnectionLostException(
        "the connection to database "
            + target.direct().database()
            + " of branch "
            + target.branch().name()
            + " at "
            + target.direct().host()
            + ":"
            + target.direct().port()
            + " was lost",
        "run the same command again; migrations that were done stay done",
        cause);
  }

  /** What to do about a migration that failed, and perhaps did a part of its work, for people. */
  public String afterFailure() {
    String again = "correct the migration and run again";
    Subject subject = context.subject();
    if (subject.isStaging()) {
      return again + "; staging starts from its parent's state each time";
    }
    return again
        + "; if it was done in part, "
        + startAnew().orElse("take that part back by hand first");
  }

  /**
   * How to get a branch without what earlier migrations did, for people; nothing where the branch
   * must stay, as production's, or where that would bring them back.
   */
  public Optional<String> startAnew() {
    Subject subject = context.subject();
    if (subject.isProduction() || subject.isStaging()) {
      return Optional.empty();
    }
    return Optional.of(
        subject
            .pullRequestNumber()
            .map(
                number ->
                    "make the preview's branch anew: neonflow preview down --pr "
                        + number
                        + ", then up --pr "
                        + number)
            .orElse("delete branch " + target.branch().name() + " and run again"));
  }

  /** On a thread of its own: a server that does not answer must not hold up the cancellation. */
  private static void startAbort(Connection connection) {
    Thread thread = new Thread(() -> abort(connection), "neonflow-abort");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends what the server does for a connection, then the connection. */
  private static void abort(Connection connection) {
    try {
      if (!connection.isClosed()) {
        connection.unwrap(PGConnection.class).cancelQuery();
        connection.abort(Runnable::run);
      }
    } catch (SQLException e) {
      LoggerFactory.getLogger(TargetDatabase.class)
          .debug("could not abort a connection: {}", e.getMessage());
    }
  }

  /** Forgets the connections that cancelling would have aborted. */
  @Override
  public void close() {
    registrations.forEach(CancelToken.Registration::close);
    registrations.clear();
  }

  /** Not supported: the role is the target's. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the role is given by the target");
  }

  @Override
  public int getLoginTimeout() {
    return (int) Jdbc.CONNECT_WITHIN.toSeconds();
  }

  /** Not supported. */
  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the timeout is fixed");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /** Not supported. */
  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("there is no log writer");
  }

  /** Not supported. */
  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("there is no logger");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper of " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
