package dev.neonflow.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * A write was sent, its answer was lost, and what can be read does not tell whether it was done.
 * Not repeated by the client; {@link #lookAt()} says where to look before the caller does. Failures
 * of the client's own look are among the suppressed ones.
 */
public final class AmbiguousWriteException extends NeonException {
  private static final long serialVersionUID = 1L;

  /** Where the outcome can be seen. */
  private final String lookAt;

  /** Carries the facts and where the outcome can be seen. */
  public AmbiguousWriteException(
      String message, ErrorDetails details, String lookAt, @Nullable Throwable cause) {
    super(message, details, cause);
    this.lookAt = lookAt;
  }

  /** Where the outcome can be seen, such as {@code the branch named preview/pr-42 of project p}. */
  public String lookAt() {
    return lookAt;
  }
}
