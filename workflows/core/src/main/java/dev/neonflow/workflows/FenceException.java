package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The step would have written to a branch that this workflow may not touch. Nothing was written.
 */
public final class FenceException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public FenceException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
