package dev.neonflow.sdk.internal.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs blocking calls on threads of the client; whatever ends the future ends the calls. */
public final class Async {
  private final Executor threads;

  /** Runs on these. */
  public Async(Executor threads) {
    this.threads = threads;
  }

  /** Starts the calls. */
  public <T extends @Nullable Object> CompletableFuture<T> start(Supplier<? extends T> calls) {
    Work<T> work = new Work<>(calls);
    try {
      threads.execute(work);
    } catch (RejectedExecutionException e) {
      work.future.completeExceptionally(Waiting.closed(e));
    }
    return work.future;
  }

  private static final class Work<T extends @Nullable Object> implements Runnable {
    private final Supplier<? extends T> calls;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private @Nullable Thread thread;

    Work(Supplier<? extends T> calls) {
      this.calls = calls;
      var unused = future.whenComplete((result, failure) -> interrupt());
    }

    @Override
    public void run() {
      if (!begin()) {
        return;
      }
      T result;
      try {
        result = calls.get();
      } catch (RuntimeException | Error e) {
        end();
        future.completeExceptionally(e);
        return;
      }
      end();
      future.complete(result);
    }

    private synchronized boolean begin() {
      if (future.isDone()) {
        return false;
      }
      thread = Thread.currentThread();
      return true;
    }

    /** From here on nobody interrupts this thread: it runs what depends on the future. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private synchronized void end() {
      thread = null;
      boolean unused = Thread.interrupted();
    }

    private synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
