package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** Neon could not be reached, or said that it cannot serve (5xx). */
public final class UnavailableException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public UnavailableException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
