package dev.neonflow.crash;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what no one announces: the state of another process. */
final class Polling {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration TURN = Duration.ofMillis(20);

  private Polling() {}

  /** A question about the state. */
  @FunctionalInterface
  interface Question {
    boolean ask() throws Exception;
  }

  /** Returns when the answer is yes; fails if it never is. */
  static void until(String what, Question question) throws Exception {
    long start = System.nanoTime();
    while (!question.ask()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("waited in vain for " + what);
      }
      LockSupport.parkNanos(TURN.toNanos());
    }
  }
}
