package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/** Something outside must change first: a setting, a permission, a thing in the way. */
public final class PreconditionException extends NeonflowException {

  private static final long serialVersionUID = 1L;

  private final boolean usage;

  private PreconditionException(
      String message, String next, boolean usage, @Nullable Throwable cause) {
    super(message, next, cause);
    this.usage = usage;
  }

  /** The caller's own input or configuration is wrong. */
  public static PreconditionException usage(String message, String next) {
    return new PreconditionException(message, next, true, null);
  }

  /** The state of the world is in the way. */
  public static PreconditionException state(
      String message, String next, @Nullable Throwable cause) {
    return new PreconditionException(message, next, false, cause);
  }

  /** Whether the caller's own input is wrong, rather than the state of the world. */
  public boolean isUsage() {
    return usage;
  }
}
