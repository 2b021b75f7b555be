package dev.neonflow.embedded.postgres;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The one place that waits for what the operating system does not announce. */
final class Pause {

  private static final long STEP_NANOS = Duration.ofMillis(3).toNanos();

  private Pause() {}

  /**
   * Waits until a condition holds. An interrupt is kept for later: what is waited for here is
   * bounded, and a start or stop left half done would be worse.
   *
   * @return whether it came to hold within the limit
   */
  static boolean until(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        LockSupport.parkNanos(STEP_NANOS);
        interrupted |= Thread.interrupted();
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
