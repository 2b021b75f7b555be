package dev.neonflow.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a field that Neon can be told to empty: kept, which sends nothing, emptied, which
 * sends null, or set. Immutable.
 *
 * @param kind which of these
 * @param value the new value; with {@link Kind#SET} only
 */
public record Change<T>(Kind kind, @Nullable T value) {

  /** What becomes of a field. */
  public enum Kind {
    /** It stays as it is: the field is not sent. */
    KEEP,
    /** It is emptied: null is sent. */
    CLEAR,
    /** It gets a value. */
    SET
  }

  /** Refuses a value without {@link Kind#SET}, and the reverse. */
  public Change {
    if ((kind == Kind.SET) != (value != null)) {
      throw new IllegalArgumentException(
          kind + " with " + (value == null ? "no value" : "a value"));
    }
  }

  /** The field stays as it is. */
  public static <T> Change<T> keep() {
    return new Change<>(Kind.KEEP, null);
  }

  /** The field is emptied. */
  public static <T> Change<T> clear() {
    return new Change<>(Kind.CLEAR, null);
  }

  /** The field gets this value. */
  public static <T> Change<T> to(T value) {
    return new Change<>(Kind.SET, value);
  }

  /** Whether a field that has this value now need not change any more. */
  public boolean isMetBy(@Nullable T now) {
    return switch (kind) {
      case KEEP -> true;
      case CLEAR -> now == null;
      case SET -> value != null && value.equals(now);
    };
  }
}
