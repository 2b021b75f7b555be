package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * The database or another party could not be reached, the connection broke, or it has no time for
 * us just now.
 */
public final class ConnectionLostException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final boolean undone;

  /** An error with its way out. */
  public ConnectionLostException(String message, String next, @Nullable Throwable cause) {
    this(message, next, false, cause);
  }

  private ConnectionLostException(
      String message, String next, boolean undone, @Nullable Throwable cause) {
    super(message, next, cause);
    this.undone = undone;
  }

  /** What was asked for was surely not done: it was never sent, or refused by a limit. */
  public static ConnectionLostException undone(String message, String next) {
    return new ConnectionLostException(message, next, true, null);
  }

  /**
   * Whether it is certain that nothing was done. Otherwise it may have been done, and only the
   * answer is lost. Unknown, thus false, for an error that came from another process.
   */
  public boolean isUndone() {
    return undone;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
