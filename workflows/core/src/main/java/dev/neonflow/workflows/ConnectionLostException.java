package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The database could not be reached, or the connection broke. */
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
