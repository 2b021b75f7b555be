package dev.neonflow.sdk.values;

import java.time.Duration;

/** What Neon takes for the size and the idle time of a compute. */
public final class ComputeLimits {
  /** What Neon takes for "never". */
  public static final long NEVER = -1;

  /** What Neon takes for its own choice. */
  public static final long DEFAULT = 0;

  private static final double LEAST_UNITS = 0.25;
  private static final Duration LEAST_IDLE = Duration.ofMinutes(1);
  private static final Duration LONGEST_IDLE = Duration.ofDays(7);

  private ComputeLimits() {}

  /** Refuses sizes that no compute can have, and those in the wrong order. */
  public static void requireSizes(double min, double max) {
    if (!(min >= LEAST_UNITS) || !(max >= min)) {
      throw new IllegalArgumentException(
          "compute units " + min + " to " + max + ": from " + LEAST_UNITS + ", the least first");
    }
  }

  /** The idle time in seconds; refuses one that Neon refuses. */
  public static long seconds(Duration idle) {
    if (Checks.present(idle, "idle").compareTo(LEAST_IDLE) < 0
        || idle.compareTo(LONGEST_IDLE) > 0) {
      throw new IllegalArgumentException("suspend after " + idle + ": not a minute to 7 days");
    }
    return idle.toSeconds();
  }
}
