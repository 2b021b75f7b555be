package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * Other operations of the project were still running when the time for retries ended (423). Nothing
 * was done.
 */
public final class LockedException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public LockedException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
