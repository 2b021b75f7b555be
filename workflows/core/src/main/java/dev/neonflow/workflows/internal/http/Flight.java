package dev.neonflow.workflows.internal.http;

import dev.neonflow.workflows.CancelToken;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowCancelledException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** One attempt, waited for by the step's thread, which beats and hears a cancellation. */
final class Flight<B> {
  private static final long BEAT_SECONDS = 1;

  private final Call<B> call;
  private final StepContext context;
  private final CompletableFuture<Response<B>> landed = new CompletableFuture<>();

  Flight(Call<B> call, StepContext context) {
    this.call = call;
    this.context = context;
  }

  Response<B> response() throws IOException {
    CancelToken.Registration cancelled = context.cancel().onCancel(this::abort);
    try {
      call.enqueue(
          new Callback<>() {
            @Override
            public void onResponse(Call<B> done, Response<B> response) {
              landed.complete(response);
            }

            @Override
            public void onFailure(Call<B> done, Throwable failure) {
              landed.completeExceptionally(failure);
            }
          });
      return landing();
    } finally {
      cancelled.close();
    }
  }

  /** Nobody waits for a call that does not notice, for example while it looks a name up. */
  private void abort() {
    call.cancel();
    landed.cancel(false);
  }

  private Response<B> landing() throws IOException {
    while (true) {
      context.heartbeat();
      try {
        return landed.get(BEAT_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException notYet) {
        // Beat again.
      } catch (CancellationException e) {
        throw cancelled(e);
      } catch (InterruptedException e) {
        abort();
        Thread.currentThread().interrupt();
        throw cancelled(e);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
  }

  private WorkflowCancelledException cancelled(Exception e) {
    context.cancel().throwIfCancelled();
    return new WorkflowCancelledException("interrupted while waiting", "run it again", e);
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
