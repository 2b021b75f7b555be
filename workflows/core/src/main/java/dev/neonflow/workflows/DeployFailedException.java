package dev.neonflow.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application could not be deployed, or did not get ready. */
public final class DeployFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String left;

  /** An error with its way out; nothing that was started is left. */
  public DeployFailedException(String message, String next, @Nullable Throwable cause) {
    this(message, next, null, cause);
  }

  /**
   * An error with its way out.
   *
   * @param left what was started and could not be stopped, or null for nothing
   */
  public DeployFailedException(
      String message, String next, @Nullable String left, @Nullable Throwable cause) {
    super(message, next, cause);
    this.left = left;
  }

  /** What was started and could not be stopped, for people. */
  public Optional<String> left() {
    return Optional.ofNullable(left);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
