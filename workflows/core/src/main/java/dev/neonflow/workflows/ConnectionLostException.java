package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The database or another party could not be reached, the connection broke, or it has no time for
 * us just now.
 */
public final class ConnectionLostException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public ConnectionLostException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
