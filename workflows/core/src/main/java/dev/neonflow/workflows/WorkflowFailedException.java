package dev.neonflow.workflows;

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
    return getCause() instanceof NeonflowException cause && cause.retryable();
  }
}
