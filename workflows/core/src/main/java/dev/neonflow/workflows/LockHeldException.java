package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** Another run holds the lock of this key. */
public final class LockHeldException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public LockHeldException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
