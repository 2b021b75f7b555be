package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.workflows.internal.CancelSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One try of a step, on a thread of its own, so that it can be aborted and, if it does not listen,
 * left behind.
 */
final class Attempt {

  /**
   * How long a step that was told to stop may take: enough to kill a child that does not listen.
   */
  static final Duration ABORT_WITHIN = Duration.ofMillis(2500);

  private final CancelSource cancel = new CancelSource();
  private final CompletableFuture<Record> result = new CompletableFuture<>();
  private final List<Future<?>> timers = new CopyOnWriteArrayList<>();
  private final Scheduler scheduler;
  private final Thread thread;

  private @Nullable Stop stop;
  private @Nullable Duration timedOutAfter;
  private volatile boolean leftBehind;

  private Attempt(Scheduler scheduler, String name, Function<CancelToken, Callable<Record>> body) {
    this.scheduler = scheduler;
    // A task catches whatever the work throws, errors of the JVM included.
    FutureTask<Record> task =
        new FutureTask<>(body.apply(cancel)) {
          @Override
          protected void done() {
            ended(this);
          }
        };
    this.thread = new Thread(task, name);
    this.thread.setDaemon(true);
  }

  static Attempt start(
      Scheduler scheduler,
      String name,
      @Nullable Duration timeout,
      Function<CancelToken, Callable<Record>> body) {
    Attempt attempt = new Attempt(scheduler, name, body);
    if (timeout != null) {
      attempt.after(timeout, () -> attempt.timeOut(timeout));
    }
    attempt.thread.start();
    return attempt;
  }

  /** Fails with what the step threw, or with why it was ended. */
  CompletableFuture<Record> result() {
    return result;
  }

  /** Whether it was told to stop and still works. */
  boolean isLeftBehind() {
    return leftBehind;
  }

  /** Tells the step to stop; if it does not in time, the run goes on without it. */
  void abort(Stop why, Duration within) {
    synchronized (this) {
      if (result.isDone() || cancel.isCancelled()) {
        return;
      }
      stop = why;
    }
    end(why.reason(), within);
  }

  private void end(String reason, Duration within) {
    // Before the step's own actions, which may take their time.
    after(within, () -> leaveBehind(within));
    if (cancel.cancel(reason)) {
      thread.interrupt();
    }
  }

  private void leaveBehind(Duration after) {
    leftBehind = !result.isDone();
    failed(
        new StepNotEndedException(
            "told to stop, the step did not within " + after.toMillis() + " ms",
            "run it again",
            null));
  }

  private void timeOut(Duration timeout) {
    synchronized (this) {
      if (result.isDone() || cancel.isCancelled()) {
        return;
      }
      timedOutAfter = timeout;
    }
    end("it took longer than " + timeout.toMillis() + " ms", ABORT_WITHIN);
  }

  private void ended(FutureTask<Record> task) {
    try {
      Record value = task.get();
      if (value == null) {
        failed(new IllegalStateException("the step returned nothing"));
      } else {
        result.complete(value);
      }
    } catch (InterruptedException e) {
      failed(e);
    } catch (ExecutionException e) {
      failed(Attempts.exception(e));
    }
    timers.forEach(timer -> timer.cancel(false));
  }

  private void failed(Exception thrown) {
    result.completeExceptionally(explained(thrown));
  }

  private Exception explained(Exception thrown) {
    Duration timeout;
    Stop why;
    synchronized (this) {
      timeout = timedOutAfter;
      why = stop;
    }
    if (timeout != null) {
      return new DeadlineException(
          "it took longer than " + timeout.toMillis() + " ms", "run it again", thrown);
    }
    if (why != null) {
      return why.explained(thrown);
    }
    return thrown instanceof InterruptedException
        ? new IllegalStateException("the step was interrupted from outside", thrown)
        : thrown;
  }

  private void after(Duration delay, Runnable action) {
    Future<?> timer =
        scheduler.schedule(
            () -> {
              action.run();
              return null;
            },
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
    timers.add(timer);
  }
}
