package dev.neonflow.workflows;

import dev.neonflow.sdk.error.NeonException;

/**
 * A run failed or was cancelled. The cause is the step's own exception; what else went wrong, such
 * as a failed undo or a failed report, is suppressed in it.
 */
public final class WorkflowFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final transient WorkflowResult result;

  /** An error that carries all outcomes. */
  public WorkflowFailedException(
      String message, String next, WorkflowResult result, Exception cause) {
    super(message, next, cause);
    this.result = result;
  }

  /** What the run did before and after the failure. */
  public WorkflowResult result() {
    return result;
  }

  @Override
  public boolean retryable() {
    Throwable cause = getCause();
    if (cause instanceof NeonException neon) {
      return neon.retryable();
    }
    return cause instanceof NeonflowException own && own.retryable();
  }
}
