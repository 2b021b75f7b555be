package dev.neonflow.sdk.internal.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Makes calls on the threads of their callers, which saves to wake up others, and cancels those
 * whose thread is interrupted: one that reads from a socket would not notice. Thread-safe.
 */
public final class Interrupts implements AutoCloseable {

  private static final long LOOK_MILLIS = 20;
  private static final int LOOKS_IN_VAIN = 50;

  private final ScheduledExecutorService timer;
  private final Map<Call<?>, Thread> running = new ConcurrentHashMap<>();
  private final AtomicBoolean watching = new AtomicBoolean();
  private volatile boolean closed;

  /** Looks by this timer, in real time. */
  public Interrupts(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Makes a call; an interrupt ends it with an exception and leaves the thread's flag set. */
  <T> Response<T> execute(Call<T> call) throws IOException {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    running.put(call, Thread.currentThread());
    try {
      if (watching.compareAndSet(false, true)) {
        look(0);
      }
      return call.execute();
    } finally {
      running.remove(call);
      if (Thread.currentThread().isInterrupted()) {
        // OkHttp may have noticed first; the connection goes either way.
        call.cancel();
      }
    }
  }

  private void look(int inVain) {
    running.forEach(
        (call, thread) -> {
          if (thread.isInterrupted()) {
            call.cancel();
          }
        });
    if (inVain < LOOKS_IN_VAIN || !stopped()) {
      int next = running.isEmpty() ? inVain + 1 : 0;
      var unused = timer.schedule(() -> look(next), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether nobody looks any more; not if a call began just now. */
  private boolean stopped() {
    watching.set(false);
    return running.isEmpty() || !watching.compareAndSet(false, true);
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
