package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** The API key is valid but may not do this (403). */
public final class ForbiddenException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public ForbiddenException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
