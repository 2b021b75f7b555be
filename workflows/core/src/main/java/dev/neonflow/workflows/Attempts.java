package dev.neonflow.workflows;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.error.NeonException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All tries of a step: one, or as many as its options allow. */
final class Attempts {

  private final Scheduler scheduler;
  private final String name;
  private final StepOptions options;
  private final Function<CancelToken, Callable<Record>> body;
  private final RetryListener listener;

  private @Nullable Attempt current;
  private int tried;
  private @Nullable CompletableFuture<Record> whole;
  private @Nullable Stop aborted;

  Attempts(
      Scheduler scheduler,
      String name,
      StepOptions options,
      Function<CancelToken, Callable<Record>> body,
      RetryListener listener) {
    this.scheduler = scheduler;
    this.name = name;
    this.options = options;
    this.body = body;
    this.listener = listener;
  }

  /** Told that there will be another attempt. */
  interface RetryListener {
    void retried(int attempt, Duration pause, Exception cause);
  }

  /** Runs to the end of the last attempt. */
  Record run() throws Exception {
    CompletableFuture<Record> future =
        options.attempts() == 1
            ? attempt()
            : Failsafe.with(policy()).with(scheduler).getStageAsync(this::attempt);
    synchronized (this) {
      whole = future;
      if (aborted != null && (current == null || current.result().isDone())) {
        future.cancel(false);
      }
    }
    try {
      return future.get();
    } catch (CancellationException e) {
      Stop why;
      synchronized (this) {
        why = aborted;
      }
      throw why == null ? exception(e) : why.explained(null);
    } catch (ExecutionException e) {
      throw unlessAborted(exception(e));
    }
  }

  /** A failure that another attempt would have followed is none, if the end came before that. */
  private synchronized Exception unlessAborted(Exception failure) {
    boolean more = tried < options.attempts() && mayTryAgain(failure);
    return aborted == null || !more || isLeftBehind() ? failure : aborted.explained(failure);
  }

  private boolean isLeftBehind() {
    return current != null && current.isLeftBehind();
  }

  /** Ends the step, and does not wait for it longer than this. */
  void abort(Stop why, Duration within) {
    Attempt running = last(why);
    if (running != null) {
      running.abort(why, within);
    }
  }

  /** Lets the attempt that runs go on to its end, but no further one begin; null if none runs. */
  @Nullable Attempt last(Stop why) {
    Attempt running;
    CompletableFuture<Record> waiting;
    synchronized (this) {
      aborted = why;
      running = current;
      waiting = whole;
    }
    if (running != null && !running.result().isDone()) {
      return running;
    }
    if (waiting != null) {
      waiting.cancel(false);
    }
    return null;
  }

  /** Done when nothing works any more, not even an attempt that was left behind. */
  synchronized CompletableFuture<@Nullable Void> over() {
    return current == null ? CompletableFuture.completedFuture(null) : current.over();
  }

  private CompletableFuture<Record> attempt() {
    synchronized (this) {
      if (aborted != null) {
        return CompletableFuture.failedFuture(aborted.explained(null));
      }
      tried++;
      Attempt started = Attempt.start(scheduler, name, options.timeout(), body);
      current = started;
      return started.result();
    }
  }

  private RetryPolicy<Record> policy() {
    Duration first = options.backoff();
    return RetryPolicy.<Record>builder()
        .handleIf((value, thrown) -> thrown != null && mayTryAgain(thrown))
        .withMaxAttempts(options.attempts())
        .withBackoff(first, first.multipliedBy(1L << Math.min(options.attempts(), 16)))
        .onRetryScheduled(
            event ->
                listener.retried(
                    event.getAttemptCount(), event.getDelay(), exception(event.getLastException())))
        .build();
  }

  /** Not if it cannot help, and no attempt works beside an earlier one. */
  private boolean mayTryAgain(Throwable thrown) {
    synchronized (this) {
      if (aborted != null || isLeftBehind()) {
        return false;
      }
    }
    return mayHelp(exception(thrown));
  }

  /** Whether another attempt could end otherwise. Calls to Neon were retried by its client. */
  static boolean mayHelp(Exception cause) {
    if (cause instanceof NeonflowException known) {
      return known.retryable();
    }
    return !(cause instanceof NeonException);
  }

  /** The step's own exception, out of what futures wrap around it. */
  static Exception exception(@Nullable Throwable thrown) {
    Throwable inner = thrown;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    if (inner instanceof CancellationException) {
      return new WorkflowCancelledException("the run was cancelled", "run it again", null);
    }
    if (inner instanceof Exception exception) {
      return exception;
    }
    return new IllegalStateException(
        inner == null ? "the step returned nothing" : "the step broke: " + inner, inner);
  }
}
