package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The run was ended on request or by a signal. */
public final class WorkflowCancelledException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public WorkflowCancelledException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
