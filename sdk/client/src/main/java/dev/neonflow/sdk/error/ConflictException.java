package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** Something of that name is there already (409). Look it up instead of repeating the call. */
public final class ConflictException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public ConflictException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
