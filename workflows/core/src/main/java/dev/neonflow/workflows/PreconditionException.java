package dev.neonflow.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something outside must change first: a setting, a permission, a thing in the way. */
public final class PreconditionException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final boolean usage;
  private final @Nullable String left;

  private PreconditionException(
      String message,
      String next,
      boolean usage,
      @Nullable String left,
      @Nullable Throwable cause) {
    super(message, next, cause);
    this.usage = usage;
    this.left = left;
  }

  /** The caller's own input or configuration is wrong. */
  public static PreconditionException usage(String message, String next) {
    return new PreconditionException(message, next, true, null, null);
  }

  /** The state of the world is in the way. */
  public static PreconditionException state(
      String message, String next, @Nullable Throwable cause) {
    return new PreconditionException(message, next, false, null, cause);
  }

  /** Whether the caller's own input is wrong, rather than the state of the world. */
  public boolean isUsage() {
    return usage;
  }

  /**
   * The same, found out when something was there already.
   *
   * @param what what stays, in a few words
   */
  public PreconditionException leaving(String what) {
    return new PreconditionException(String.valueOf(getMessage()), next(), usage, what, this);
  }

  /** What is there nevertheless, for people; nothing was made before most of these errors. */
  public Optional<String> left() {
    return Optional.ofNullable(left);
  }
}
