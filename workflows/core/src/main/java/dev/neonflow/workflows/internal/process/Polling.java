package dev.neonflow.workflows.internal.process;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Asks again and again until there is an answer, for a limited time.
 *
 * @param turn the time between two questions
 * @param nanoTime the clock, as {@link System#nanoTime}
 * @param pause waits for a turn, or until the run is cancelled
 */
public record Polling(Duration turn, LongSupplier nanoTime, Pause pause) {

  /** A question; empty means not yet. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks once. */
    Optional<T> ask() throws Exception;
  }

  /** A wait that cancelling ends. */
  @FunctionalInterface
  public interface Pause {
    /** Waits at most this long. */
    void await(Duration time, CancelToken cancel) throws InterruptedException;
  }

  /** Polling by the system's clock. */
  public static Polling every(Duration turn) {
    return new Polling(turn, System::nanoTime, Polling::awaitOrCancel);
  }

  /**
   * Asks until there is an answer or the time is over; at least once.
   *
   * @throws WorkflowCancelledException if the run is cancelled meanwhile
   */
  public <T> Optional<T> until(
      Duration within, CancelToken cancel, Runnable heartbeat, Question<T> question)
      throws Exception {
    long start = nanoTime.getAsLong();
    while (true) {
      cancel.throwIfCancelled();
      heartbeat.run();
      Optional<T> answer = question.ask();
      if (answer.isPresent() || nanoTime.getAsLong() - start >= within.toNanos()) {
        return answer;
      }
      pause.await(turn, cancel);
    }
  }

  private static void awaitOrCancel(Duration time, CancelToken cancel) throws InterruptedException {
    CountDownLatch cancelled = new CountDownLatch(1);
    CancelToken.Registration registration = cancel.onCancel(cancelled::countDown);
    try {
      boolean unused = cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      registration.close();
    }
  }
}
