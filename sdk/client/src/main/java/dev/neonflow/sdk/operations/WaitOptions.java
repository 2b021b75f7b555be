package dev.neonflow.sdk.operations;

import java.time.Duration;

/**
 * How to wait for operations.
 *
 * @param deadline how long at most
 * @param firstInterval the pause after the first look; it grows by half each time
 * @param longestInterval where the pause stops to grow
 * @param failedGrace how long an operation may stay {@code failed}, without a new attempt by Neon,
 *     before it counts as failed for good
 */
public record WaitOptions(
    Duration deadline, Duration firstInterval, Duration longestInterval, Duration failedGrace) {

  /** Checks the durations. */
  public WaitOptions {
    requirePositive(deadline, "deadline");
    requirePositive(firstInterval, "firstInterval");
    requirePositive(longestInterval, "longestInterval");
    if (failedGrace.isNegative()) {
      throw new IllegalArgumentException("failedGrace is negative: " + failedGrace);
    }
  }

  /** Waits at most this long, looks every 0.25 s at first and every 5 s at last, grace 30 s. */
  public static WaitOptions within(Duration deadline) {
    return new WaitOptions(
        deadline, Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** With other pauses between two looks. */
  public WaitOptions intervals(Duration first, Duration longest) {
    return new WaitOptions(deadline, first, longest, failedGrace);
  }

  /** With another patience for failed operations. */
  public WaitOptions failedGrace(Duration grace) {
    return new WaitOptions(deadline, firstInterval, longestInterval, grace);
  }

  private static void requirePositive(Duration value, String name) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }
}
