package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** Another run holds the lock of this key. */
public final class LockHeldException extends NeonflowException {

  /** What to do about it, for people. */
  public static final String WAY_OUT =
      "wait until it has ended, then run again, or let this one wait for its turn:"
          + " --on-conflict wait, in Java OnConflict.WAIT";

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
