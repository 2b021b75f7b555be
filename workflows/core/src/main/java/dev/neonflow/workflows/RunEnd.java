package dev.neonflow.workflows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, which threads wait for: what the {@link WorkflowRun} of an {@link Engine} is
 * made with. Thread-safe.
 */
public final class RunEnd {

  private final CompletableFuture<WorkflowResult> done = new CompletableFuture<>();

  /** Lets all who wait know how the run ended, be it by an exception. The first call counts. */
  public void reached(Future<WorkflowResult> ended) {
    try {
      done.complete(ended.get());
    } catch (InterruptedException | ExecutionException e) {
      done.completeExceptionally(Attempts.exception(e));
    }
  }

  /** Whether the run has ended. */
  public boolean isReached() {
    return done.isDone();
  }

  /**
   * As {@link WorkflowRun#await()}.
   *
   * @param cancel is given the reason if the waiting thread is interrupted
   */
  public WorkflowResult await(Consumer<String> cancel) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancel.accept("the waiting thread was interrupted");
        } catch (ExecutionException e) {
          throw broken(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** As {@link WorkflowRun#await(Duration)}. */
  public Optional<WorkflowResult> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(done.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
  }

  /** A run that could not have its key says so itself; nothing else is foreseen. */
  private static RuntimeException broken(@Nullable Throwable cause) {
    return cause instanceof NeonflowException known
        ? known
        : new IllegalStateException("the runner itself broke", cause);
  }
}
