package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** A migration was refused: an SQL error, or the tool's own. */
public final class MigrationFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public MigrationFailedException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
