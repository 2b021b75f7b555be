package dev.neonflow.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interrupts the thread that made it once that took too long, until it is closed. */
final class Limit implements AutoCloseable {

  private final Thread limited = Thread.currentThread();
  private final @Nullable ScheduledExecutorService timer;
  private boolean passed;
  private boolean closed;

  private Limit(@Nullable ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Begins; never passes if the time is null. */
  static Limit of(@Nullable Duration time) {
    if (time == null) {
      return new Limit(null);
    }
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            action -> {
              Thread thread = new Thread(action, "neonflow-limit");
              thread.setDaemon(true);
              return thread;
            });
    Limit limit = new Limit(timer);
    var unused = timer.schedule(limit::pass, time.toNanos(), TimeUnit.NANOSECONDS);
    return limit;
  }

  private synchronized void pass() {
    if (!closed) {
      passed = true;
      limited.interrupt();
    }
  }

  /** Whether the time passed before this was closed. */
  synchronized boolean passed() {
    return passed;
  }

  /** What comes now is not interrupted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      if (passed) {
        boolean unused = Thread.interrupted();
      }
    }
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
