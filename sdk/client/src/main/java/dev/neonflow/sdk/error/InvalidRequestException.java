package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** Neon refused the request as it is (400, 406, 412, 422 and other 3xx and 4xx statuses). */
public final class InvalidRequestException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public InvalidRequestException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
