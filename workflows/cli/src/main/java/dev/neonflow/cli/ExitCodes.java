package dev.neonflow.cli;

import dev.neonflow.embedded.EmbeddedNeonException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.NeonConfigurationException;
import dev.neonflow.sdk.error.NeonDecodingException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonInterruptedException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.BranchLeftException;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.GateException;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.SweepResult;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.sql.SQLException;
import java.util.List;

/** With which code a script ends; the one place where errors become codes. */
public final class ExitCodes {

  /** Done, or nothing to do. */
  public static final int DONE = 0;

  /** An error that nobody foresaw. */
  public static final int UNEXPECTED = 1;

  /** Wrong usage or configuration. */
  public static final int USAGE = 2;

  /** Something outside must change first: credentials, permission, quota, a thing in the way. */
  public static final int PRECONDITION = 3;

  /** A migration was refused. */
  public static final int MIGRATION = 4;

  /** A gate refused. */
  public static final int GATE = 5;

  /** The application could not be deployed or did not get ready. */
  public static final int DEPLOY = 6;

  /** Something remote is unavailable or took too long; running it again may help. */
  public static final int UNAVAILABLE = 7;

  /** Another run holds the lock. */
  public static final int LOCKED = 8;

  /** Done, but the report failed or something could not be cleaned up. */
  public static final int LEFTOVERS = 9;

  /** Ended by SIGINT or by request. */
  public static final int INTERRUPTED = 130;

  /** Ended by SIGTERM. */
  public static final int TERMINATED = 143;

  /** All of them, for people who ask what a command can end with. */
  static final String HELP =
      "Exit codes: 0 done; 2 usage; 3 precondition; 4 migration; 5 refused by a gate; 6 deploy;"
          + " 7 remote unavailable or deadline (--timeout); 8 locked; 9 done with leftovers;"
          + " 130, 143 interrupted; 1 anything else.";

  private static final List<Class<? extends Exception>> PRECONDITIONS =
      List.of(
          UnauthorizedException.class,
          ForbiddenException.class,
          NotFoundException.class,
          ConflictException.class,
          LimitExceededException.class,
          InvalidRequestException.class,
          EmbeddedNeonException.class);

  private static final List<Class<? extends Exception>> LEFT =
      List.of(ReportFailedException.class, NotRemovedException.class, BranchLeftException.class);

  private ExitCodes() {}

  /** The code for a sweep that went on to its end, or was interrupted. */
  public static int of(SweepResult result) {
    return switch (result.status()) {
      case SUCCEEDED -> DONE;
      case CANCELLED -> INTERRUPTED;
      default -> LEFTOVERS;
    };
  }

  /** The code for an error, by its class. */
  public static int of(Throwable error) {
    if (error instanceof PreconditionException precondition) {
      return precondition.isUsage() ? USAGE : PRECONDITION;
    }
    if (error instanceof InvalidWorkflowException || error instanceof NeonConfigurationException) {
      return USAGE;
    }
    if (error instanceof MigrationFailedException) {
      return MIGRATION;
    }
    if (error instanceof FenceException || error instanceof GateException) {
      return GATE;
    }
    if (error instanceof DeployFailedException) {
      return DEPLOY;
    }
    if (error instanceof LockHeldException) {
      return LOCKED;
    }
    if (LEFT.stream().anyMatch(type -> type.isInstance(error))) {
      return LEFTOVERS;
    }
    if (error instanceof WorkflowCancelledException || error instanceof NeonInterruptedException) {
      return INTERRUPTED;
    }
    if (PRECONDITIONS.stream().anyMatch(type -> type.isInstance(error))) {
      return PRECONDITION;
    }
    if (error instanceof NeonDecodingException) {
      return UNEXPECTED;
    }
    return isRemote(error) ? UNAVAILABLE : UNEXPECTED;
  }

  /** What is left of the client's errors has to do with reaching Neon, or with its own trouble. */
  private static boolean isRemote(Throwable error) {
    return error instanceof ConnectionLostException
        || error instanceof DeadlineException
        || error instanceof NeonException
        || (error instanceof SQLException sql && isConnection(sql.getSQLState()));
  }

  /** Class 08 is a broken connection, 57P a server that goes down or is not up yet. */
  private static boolean isConnection(String state) {
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
