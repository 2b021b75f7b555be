package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** Something that was to be removed is still there. */
public final class NotRemovedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final String left;

  /**
   * An error with its way out.
   *
   * @param left what is still there, in a few words
   */
  public NotRemovedException(String message, String next, String left, @Nullable Throwable cause) {
    super(message, next, cause);
    this.left = left;
  }

  /** What is still there, for people. */
  public String left() {
    return left;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
