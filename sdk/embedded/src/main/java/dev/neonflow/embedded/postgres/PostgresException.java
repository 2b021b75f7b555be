package dev.neonflow.embedded.postgres;

import org.jspecify.annotations.Nullable;

/** PostgreSQL, or the directory it lies in, refused. The message says what and what to do. */
public class PostgresException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An error with its remedy in the message. */
  public PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
