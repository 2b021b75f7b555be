package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** A step was told to stop and did not in time; it may still be at work in its thread. */
public final class StepNotEndedException extends NeonflowException {
  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public StepNotEndedException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
