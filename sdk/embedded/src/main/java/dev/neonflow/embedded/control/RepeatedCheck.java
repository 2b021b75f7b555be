package dev.neonflow.embedded.control;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something every second, in a thread of its own, whether it succeeds or not. */
final class RepeatedCheck implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedCheck.class);
  private static final long EVERY_MILLIS = 1000;
  private static final long CLOSE_SECONDS = 60;

  private final String name;
  private final Runnable check;
  private final ScheduledExecutorService scheduler;

  /**
   * Does nothing before {@link #start}.
   *
   * @param name of the thread
   */
  RepeatedCheck(String name, Runnable check) {
    this.name = name;
    this.check = check;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::run, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A job that throws is never run again. */
  private void run() {
    try {
      check.run();
    } catch (RuntimeException e) {
      LOG.warn("The check {} failed; it is repeated", name, e);
    }
  }

  /** Lets the check that goes on end: an interrupt could hit it while it writes. */
  @Override
  public void close() {
    scheduler.shutdown();
    try {
      if (!scheduler.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("The check {} still ran after {} s", name, CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
