package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import java.io.IOException;

/** What to throw if the server did not do what it was asked for. */
final class ServerTrouble {

  private ServerTrouble() {}

  static NeonflowException of(WorkflowServiceException e) {
    return of(
        e,
        "Temporal does not answer",
        "see that its server runs and that its address is right, then run again");
  }

  /**
   * The same.
   *
   * @param silence what to say of a server that does not answer
   * @param next what to do about that
   */
  static NeonflowException of(WorkflowServiceException e, String silence, String next) {
    return switch (code(e)) {
      case NOT_FOUND, UNAUTHENTICATED, PERMISSION_DENIED ->
          PreconditionException.state(
              "Temporal refuses: " + why(e), "check the namespace and the key or certificate", e);
      case INVALID_ARGUMENT, FAILED_PRECONDITION, UNIMPLEMENTED ->
          PreconditionException.state(
              "Temporal refuses: " + why(e), "see what its version and its limits allow", e);
      default -> new ConnectionLostException(silence + ": " + why(e), next, e);
    };
  }

  private static Status.Code code(WorkflowServiceException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status.getStatus().getCode();
      }
    }
    return Status.Code.UNKNOWN;
  }

  /** The last one of the causes that says what could not be reached. */
  private static String why(WorkflowServiceException e) {
    Throwable cause = e;
    String why = "";
    while (cause != null && !(cause instanceof IOException)) {
      why = String.valueOf(cause.getMessage());
      cause = cause.getCause();
    }
    return cause == null ? why : String.valueOf(cause.getMessage());
  }
}
