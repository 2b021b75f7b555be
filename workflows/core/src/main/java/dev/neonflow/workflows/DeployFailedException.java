package dev.neonflow.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application could not be deployed, or did not get ready. */
public final class DeployFailedException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String left;

  /** An error with its way out; it knows of nothing that is left. */
  public DeployFailedException(String message, String next, @Nullable Throwable cause) {
    this(message, next, null, cause);
  }

  /**
   * An error with its way out.
   *
   * @param left what is there although it failed, or null for nothing that is known
   */
  public DeployFailedException(
      String message, String next, @Nullable String left, @Nullable Throwable cause) {
    super(message, next, cause);
    this.left = left;
  }

  /** What is there although it failed, for people. */
  public Optional<String> left() {
    return Optional.ofNullable(left);
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
