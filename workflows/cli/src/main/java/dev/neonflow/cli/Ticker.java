package dev.neonflow.cli;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does things again and again until it is closed. */
interface Ticker extends AutoCloseable {

  /** For the first time when this much time has passed. */
  void every(Duration time, Runnable action);

  @Override
  void close();

  /** In a thread of its own, which does not keep the process from ending. */
  static Ticker thread() {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            action -> {
              Thread thread = new Thread(action, "neonflow-console");
              thread.setDaemon(true);
              return thread;
            });
    return new Ticker() {
      @Override
      public void every(Duration time, Runnable action) {
        long millis = time.toMillis();
        var unused = timer.scheduleAtFixedRate(action, millis, millis, TimeUnit.MILLISECONDS);
      }

      @Override
      public void close() {
        timer.shutdownNow();
      }
    };
  }
}
