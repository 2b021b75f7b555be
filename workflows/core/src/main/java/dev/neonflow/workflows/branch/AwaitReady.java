package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Waits until a branch's database answers, and asks it on which branch it is. */
final class AwaitReady {

  private static final Duration OPERATIONS_WITHIN = Duration.ofMinutes(5);
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private AwaitReady() {}

  /** Admits a branch to the run, waits for what Neon does with it, then until it answers. */
  static BranchRef after(
      List<Operation> operations, BranchRef branch, ConnectionUri uri, StepContext context) {
    context.connections().admit(branch, uri);
    context.progress("waiting for " + branch.name(), -1);
    operations(operations, context);
    answers(branch, context);
    return branch;
  }

  /** Waits for what Neon does in the background. */
  static void operations(List<Operation> operations, StepContext context) {
    context.neon().operations().await(context.subject().projectId(), operations, OPERATIONS_WITHIN);
  }

  /**
   * Returns when {@code select 1} was answered and the connection leads to this branch.
   *
   * @throws dev.neonflow.workflows.FenceException if it leads to another one
   * @throws ConnectionLostException if there is no answer within two minutes
   */
  static void answers(BranchRef branch, StepContext context) {
    ConnectionUri direct = context.connection(branch).direct();
    try {
      ask(() -> askOnce(direct, branch, context), context);
    } catch (SQLException e) {
      refuseIfFinal(e, direct);
      throw new ConnectionLostException(
          "the database of branch "
              + branch.name()
              + " at "
              + direct.host()
              + " did not answer within "
              + Durations.words(WITHIN)
              + ": "
              + e.getMessage(),
          "run again; if it stays so, look at the branch's compute in Neon's console",
          e);
    }
  }

  /**
   * Asks until there is an answer: a compute may have to wake up first.
   *
   * @throws SQLException the last error, after two minutes, or the first that does not get better
   *     by waiting
   */
  static <T> T ask(Question<T> question, StepContext context) throws SQLException {
    Instant end = context.clock().instant().plus(WITHIN);
    Duration pause = FIRST_PAUSE;
    while (true) {
      context.cancel().throwIfCancelled();
      try {
        return question.ask();
      } catch (SQLException e) {
        context.cancel().throwIfCancelled();
        if (isFinal(e) || !context.clock().instant().plus(pause).isBefore(end)) {
          throw e;
        }
      }
      context.pause(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private static boolean askOnce(ConnectionUri direct, BranchRef branch, StepContext context)
      throws SQLException {
    try (Connection connection = Jdbc.open(direct)) {
      CancelToken.Registration abortion = abortOnCancel(connection, context);
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
        Fence.verify(connection, branch, context);
        return true;
      } finally {
        abortion.close();
      }
    }
  }

  /** Whoever waits on a connection does so no longer than until the run is cancelled. */
  static CancelToken.Registration abortOnCancel(Connection connection, StepContext context) {
    return context.cancel().onCancel(() -> abort(connection));
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("the connection could not be aborted", e);
    }
  }

  /**
   * A wrong password, a missing right or a database that is not there does not get better by
   * waiting.
   */
  static boolean isFinal(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("28") || state.startsWith("42") || state.equals("3D000"));
  }

  /** What went wrong, without the details, which may hold rows. */
  static String firstLine(SQLException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    return message.lines().findFirst().orElse("no message") + " (SQLSTATE " + e.getSQLState() + ")";
  }

  private static void refuseIfFinal(SQLException e, ConnectionUri direct) {
    if (isFinal(e)) {
      throw PreconditionException.state(
          "role "
              + direct.role()
              + " cannot log in to database "
              + direct.database()
              + " at "
              + direct.host()
              + ": "
              + e.getMessage(),
          "check the role and the database",
          e);
    }
  }

  /** What a database is asked. */
  interface Question<T> {
    /** Asks once, over a connection of its own. */
    T ask() throws SQLException;
  }
}
