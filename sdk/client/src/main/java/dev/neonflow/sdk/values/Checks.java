package dev.neonflow.sdk.values;

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

  /** Refuses a size of a page that Neon refuses. */
  public static void requireLimit(@Nullable Integer limit, int greatest) {
    if (limit != null && (limit < 1 || limit > greatest)) {
      throw new IllegalArgumentException("limit " + limit + " is not from 1 to " + greatest);
    }
  }
}
