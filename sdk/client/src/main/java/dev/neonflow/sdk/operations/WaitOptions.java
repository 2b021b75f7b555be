package dev.neonflow.sdk.operations;

import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to wait for operations.
 *
 * @param deadline how long at most
 * @param firstInterval the pause before the first look; it grows by half each time. An operation
 *     that went on while the one before it was waited for is looked at without it
 * @param longestInterval where the pause stops to grow
 * @param failedGrace how long an operation may stay {@code failed}, without a new attempt by Neon,
 *     before it counts as failed for good
 * @param onProgress told on the waiting thread about each operation whose status was seen to change
 */
public record WaitOptions(
    Duration deadline,
    Duration firstInterval,
    Duration longestInterval,
    Duration failedGrace,
    Consumer<Operation> onProgress) {

  /** Checks the durations. */
  public WaitOptions {
    Checks.positive(deadline, "deadline");
    Checks.positive(firstInterval, "firstInterval");
    Checks.positive(longestInterval, "longestInterval");
    Checks.notNegative(failedGrace, "failedGrace");
    Checks.present(onProgress, "onProgress");
  }

  /** Waits at most this long, looks every 0.25 s at first and every 5 s at last, grace 30 s. */
  public static WaitOptions within(Duration deadline) {
    return new WaitOptions(
        deadline,
        Duration.ofMillis(250),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        operation -> {});
  }

  /** With other pauses between two looks. */
  public WaitOptions intervals(Duration first, Duration longest) {
    return new WaitOptions(deadline, first, longest, failedGrace, onProgress);
  }

  /** With another patience for failed operations. */
  public WaitOptions failedGrace(Duration grace) {
    return new WaitOptions(deadline, firstInterval, longestInterval, grace, onProgress);
  }

  /**
   * Tells this listener, in place of an earlier one, what an operation is now whenever its status
   * was seen to change, also to a failure that ends the wait. It is called on the waiting thread,
   * which goes on when it returns. One that throws is logged.
   */
  public WaitOptions onProgress(Consumer<Operation> listener) {
    return new WaitOptions(deadline, firstInterval, longestInterval, failedGrace, listener);
  }
}
