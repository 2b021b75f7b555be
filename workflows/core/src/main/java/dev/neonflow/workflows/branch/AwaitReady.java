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
    Instant end = context.clock().instant().plus(WITHIN);
    Duration pause = FIRST_PAUSE;
    while (true) {
      context.cancel().throwIfCancelled();
      try {
        askOnce(direct, branch, context);
        return;
      } catch (SQLException e) {
        context.cancel().throwIfCancelled();
        refuseIfFinal(e, direct);
        if (!context.clock().instant().plus(pause).isBefore(end)) {
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
      context.pause(pause);
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
  }

  private static void askOnce(ConnectionUri direct, BranchRef branch, StepContext context)
      throws SQLException {
    try (Connection connection = Jdbc.open(direct)) {
      CancelToken.Registration abortion = context.cancel().onCancel(() -> abort(connection));
      try (Statement statement = connection.createStatement()) {
        statement.execute("select 1");
        Fence.verify(connection, branch, context);
      } finally {
        abortion.close();
      }
    }
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("the connection could not be aborted", e);
    }
  }

  /** A wrong password or a database that is not there does not get better by waiting. */
  private static void refuseIfFinal(SQLException e, ConnectionUri direct) {
    String state = e.getSQLState();
    if (state != null && (state.startsWith("28") || state.equals("3D000"))) {
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
}
