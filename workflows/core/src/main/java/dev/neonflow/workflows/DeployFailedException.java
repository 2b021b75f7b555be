package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The application could not be deployed, or did not get ready. */
public final class DeployFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public DeployFailedException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
