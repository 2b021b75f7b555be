package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** Neon has no such thing, or this key cannot see it (404). */
public final class NotFoundException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public NotFoundException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
