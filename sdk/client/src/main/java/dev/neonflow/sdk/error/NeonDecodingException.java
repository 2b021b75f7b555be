package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/** Neon answered with something that this client cannot read. */
public final class NeonDecodingException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Carries the facts. */
  public NeonDecodingException(String message, ErrorDetails details, @Nullable Throwable cause) {
    super(message, details, cause);
  }
}
