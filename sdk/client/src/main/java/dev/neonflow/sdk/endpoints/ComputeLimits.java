package dev.neonflow.sdk.endpoints;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the requests about endpoints refuse alike. */
final class ComputeLimits {
  /** What Neon takes for "never". */
  static final long NEVER = -1;

  /** What Neon takes for its own choice. */
  static final long DEFAULT = 0;

  private static final int LONGEST_NAME = 64;

  private ComputeLimits() {}

  static void requireSizes(double min, double max) {
    if (!(min > 0) || !(max >= min)) {
      throw new IllegalArgumentException("compute units " + min + " to " + max);
    }
  }

  static long seconds(Duration idle) {
    if (idle.toSeconds() <= 0) {
      throw new IllegalArgumentException("suspend after " + idle + ": needs at least a second");
    }
    return idle.toSeconds();
  }

  static void requireKnown(@Nullable Enum<?> value, String name) {
    if (value != null && value.name().equals("UNKNOWN")) {
      throw new IllegalArgumentException(name + " UNKNOWN cannot be asked for");
    }
  }

  static void requireName(@Nullable String name) {
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      throw new IllegalArgumentException(
          "the name \"" + name + "\" has not 1 to " + LONGEST_NAME + " characters");
    }
  }
}
