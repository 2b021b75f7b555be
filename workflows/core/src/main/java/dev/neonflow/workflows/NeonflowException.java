package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The root of what workflows throw. Callers decide by class and fields; the text is for people and
 * holds no secret.
 */
public abstract class NeonflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String next;

  /**
   * An error with its way out.
   *
   * @param next what to do next, as a command or an imperative sentence; may be empty
   */
  protected NeonflowException(String message, String next, @Nullable Throwable cause) {
    super(message, cause);
    this.next = next;
  }

  /** What to do next, as a command or an imperative sentence; may be empty. */
  public final String next() {
    return next;
  }

  /** Whether running the same thing again may succeed. */
  public boolean retryable() {
    return false;
  }
}
