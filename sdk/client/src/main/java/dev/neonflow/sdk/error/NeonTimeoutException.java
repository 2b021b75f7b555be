package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** A deadline passed: a read was not answered in time, or operations were not done in time. */
public final class NeonTimeoutException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public NeonTimeoutException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
