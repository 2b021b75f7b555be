package dev.neonflow.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded Neon could not start. The message names the cause and the remedy. */
public final class EmbeddedNeonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EmbeddedNeonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
