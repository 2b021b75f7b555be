package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** What was measured is more than what was allowed; nothing that was to follow happened. */
public final class GateException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public GateException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
