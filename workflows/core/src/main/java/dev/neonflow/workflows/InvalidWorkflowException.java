package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** The workflow as written cannot run; nothing has happened yet. */
public final class InvalidWorkflowException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  /** An error with its way out. */
  public InvalidWorkflowException(String message, String next, @Nullable Throwable cause) {
    super(message, next, cause);
  }
}
