package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * The calling thread was interrupted while it waited; its interrupt flag is set again. The request
 * was cancelled, but a write may still have reached Neon.
 */
public final class NeonInterruptedException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public NeonInterruptedException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
