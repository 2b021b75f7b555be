package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** The API key is missing, wrong or revoked (401). */
public final class UnauthorizedException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public UnauthorizedException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
