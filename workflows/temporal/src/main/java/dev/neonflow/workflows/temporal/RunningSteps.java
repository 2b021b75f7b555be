package dev.neonflow.workflows.temporal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The steps that a worker does now, each with its signs of life. Thread-safe. */
final class RunningSteps {

  /** Enough that one beat which hangs does not hold up the others. */
  private static final int BEATING = 4;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          BEATING,
          task -> {
            Thread thread = new Thread(task, "neonflow-beats");
            thread.setDaemon(true);
            return thread;
          });
  private final Map<RunningStep, Future<?>> beats = new HashMap<>();
  private @Nullable String over;

  RunningSteps() {
    timer.setRemoveOnCancelPolicy(true);
    timer.setContinueExistingPeriodicTasksAfterShutdownPolicy(true);
  }

  /** It beats from now on. */
  synchronized void begin(RunningStep step) {
    long every = Math.max(1, step.timeoutMillis() / 4);
    beats.put(step, timer.scheduleAtFixedRate(step::beat, every, every, TimeUnit.MILLISECONDS));
    if (over != null) {
      step.giveUp(over);
    }
  }

  /** Nothing of it works any more. */
  synchronized void end(RunningStep step) {
    Future<?> beating = beats.remove(step);
    if (beating != null) {
      beating.cancel(false);
    }
    notifyAll();
  }

  /** Whether all of them end soon once they are told to. */
  synchronized boolean abortable() {
    return beats.keySet().stream().allMatch(RunningStep::abortable);
  }

  synchronized boolean isEmpty() {
    return beats.isEmpty();
  }

  /** Gives all of them up, those that begin later, too, and waits for those that must not be. */
  synchronized void giveUp(String why) {
    over = why;
    beats.keySet().forEach(step -> step.giveUp(why));
    boolean interrupted = false;
    while (!abortable()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets no further step begin; those that still work go on to beat. */
  void close() {
    timer.shutdown();
  }
}
