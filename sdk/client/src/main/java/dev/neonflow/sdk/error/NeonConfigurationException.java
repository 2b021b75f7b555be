package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** The client cannot be set up from what it was given. */
public final class NeonConfigurationException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public NeonConfigurationException(
      String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
