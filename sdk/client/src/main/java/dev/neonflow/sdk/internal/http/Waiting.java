package dev.neonflow.sdk.internal.http;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonInterruptedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one place where a caller's thread stands still. */
public final class Waiting {
  private Waiting() {}

  /** Waits as long as the scheduler takes for this pause. */
  public static void pause(Scheduler scheduler, Duration pause) {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    Future<?> timer;
    try {
      timer = scheduler.schedule(() -> over.complete(true), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw closed(e);
    }
    forResult(over, () -> timer.cancel(false), "a pause");
  }

  /** Waits for a result; an interrupt cancels it. */
  static <T> T forResult(CompletableFuture<T> result, Runnable cancel, String what) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result.cancel(true);
      cancel.run();
      throw interrupted(what, e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  /** Ends what an interrupted thread is about to wait for. */
  static void refuseInterrupted(String what) {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(what, null);
    }
  }

  private static NeonInterruptedException interrupted(String what, @Nullable Throwable cause) {
    String remedy = "Call again if it is still wanted; a write may have been done";
    return new NeonInterruptedException(
        "interrupted while waiting for " + what + ". " + remedy, ErrorDetails.local(remedy), cause);
  }

  /**
   * Who reads the trace wants to know which line of the program called, not which thread failed.
   */
  static <E extends RuntimeException> E asSeenHere(E failure) {
    failure.setStackTrace(new Throwable().getStackTrace());
    return failure;
  }

  static IllegalStateException closed(RejectedExecutionException cause) {
    return new IllegalStateException("this Neon client is closed", cause);
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RejectedExecutionException rejected) {
      return closed(rejected);
    }
    return cause instanceof RuntimeException runtime
        ? asSeenHere(runtime)
        : new IllegalStateException("a call ended in an unexpected way", cause);
  }
}
