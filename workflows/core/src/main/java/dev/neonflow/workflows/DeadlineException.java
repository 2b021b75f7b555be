package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The run or one of its steps took longer than it may. */
public final class DeadlineException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public DeadlineException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
