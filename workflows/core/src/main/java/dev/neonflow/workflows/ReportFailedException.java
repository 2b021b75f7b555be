package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The report could not be published. */
public final class ReportFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public ReportFailedException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
