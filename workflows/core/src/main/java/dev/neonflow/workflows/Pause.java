package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The one way to wait for time in a run. */
final class Pause {

  private Pause() {}

  /**
   * Waits until the time has passed.
   *
   * @throws WorkflowCancelledException if the token is cancelled or the thread interrupted before
   */
  static void of(Duration duration, Scheduler scheduler, CancelToken cancel) {
    CountDownLatch over = new CountDownLatch(1);
    Future<?> timer =
        scheduler.schedule(
            () -> {
              over.countDown();
              return null;
            },
            duration.toNanos(),
            TimeUnit.NANOSECONDS);
    CancelToken.Registration cancelled = cancel.onCancel(over::countDown);
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel.throwIfCancelled();
      throw new WorkflowCancelledException("interrupted while waiting", "run it again", e);
    } finally {
      cancelled.close();
      timer.cancel(false);
    }
    cancel.throwIfCancelled();
  }
}
