package dev.neonflow.workflows.branch;

/**
 * A branch that was listed is gone: Neon lists one for a moment while it deletes it, or we deleted
 * it to make it anew.
 */
final class GoneMeanwhileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GoneMeanwhileException(String message) {
    super(message);
  }

  GoneMeanwhileException(String message, Throwable cause) {
    super(message, cause);
  }
}
