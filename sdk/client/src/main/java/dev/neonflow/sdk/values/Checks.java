package dev.neonflow.sdk.values;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What requests refuse alike; null is what is not set, and fine. */
public final class Checks {
  private Checks() {}

  /**
   * A value that the caller names, which must not be missing: without it Neon would do something
   * else, such as take the default branch.
   */
  public static String given(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  /** A value of any kind that the caller names, which must not be missing. */
  public static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  /** Refuses an empty text. */
  public static void requireText(@Nullable String value, String name) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
  }

  /** Refuses a name that is empty or too long. */
  public static void requireName(@Nullable String name, int longest, String what) {
    if (name != null && (name.isBlank() || name.length() > longest)) {
      throw new IllegalArgumentException(
          what + " has not 1 to " + longest + " characters: \"" + name + "\"");
    }
  }

  /** Refuses the value that stands for what this version does not know. */
  public static void requireKnown(@Nullable Enum<?> value, String name) {
    if (value != null && value.name().equals("UNKNOWN")) {
      throw new IllegalArgumentException(name + " UNKNOWN cannot be asked for");
    }
  }

  /** A length of time that is not missing and longer than none. */
  public static Duration positive(Duration value, String name) {
    if (notNegative(value, name).isZero()) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
    return value;
  }

  /** A length of time that is not missing and can pass. */
  public static Duration notNegative(Duration value, String name) {
    if (present(value, name).isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
    return value;
  }

  /** Refuses a size of a page that Neon refuses. */
  public static void requireLimit(@Nullable Integer limit, int greatest) {
    if (limit != null && (limit < 1 || limit > greatest)) {
      throw new IllegalArgumentException("limit " + limit + " is not from 1 to " + greatest);
    }
  }
}
