package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * A limit of the account's plan is reached (422 with a code that ends in {@code LIMIT_EXCEEDED}).
 */
public final class LimitExceededException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public LimitExceededException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
