package dev.neonflow.workflows.internal;

import java.util.Optional;

/** Looks behind the exceptions of tools. */
public final class Causes {
  private static final int DEEPEST = 20;

  private Causes() {}

  /** The first of this type among an exception and its causes. */
  public static <T> Optional<T> first(Throwable e, Class<T> type) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** The cause that is not about others. */
  public static Throwable innermost(Throwable e) {
    Throwable innermost = e;
    for (int depth = 0; innermost.getCause() != null && depth < DEEPEST; depth++) {
      innermost = innermost.getCause();
    }
    return innermost;
  }

  /**
   * Where an exception comes from, without its words: those of migration tools quote statements.
   */
  public static Exception withoutWords(Exception e) {
    Exception cause = new IllegalStateException(e.getClass().getSimpleName());
    cause.setStackTrace(e.getStackTrace());
    return cause;
  }
}
