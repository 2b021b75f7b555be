package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** Makes one attempt at a call: waits for its turn, sends it, and judges what comes back. */
final class Attempts {
  private final HttpSettings settings;
  private final ErrorDecoder errors;

  Attempts(HttpSettings settings, ErrorDecoder errors) {
    this.settings = settings;
    this.errors = errors;
  }

  /**
   * Starts an attempt.
   *
   * @param end when the caller's patience ends; null is never
   */
  <T> CompletableFuture<Attempt<T>> start(
      Call<T> call, Target target, int number, @Nullable Instant end) {
    Duration turn = settings.pace().reserve(target.route());
    if (Deadline.left(end, settings.clock(), turn.plusMillis(1)).compareTo(turn) <= 0) {
      return CompletableFuture.completedFuture(
          Attempt.failed(notSent(target, number - 1), number, null));
    }
    if (turn.isZero()) {
      return send(call, target, number, end);
    }
    CompletableFuture<Boolean> due = new CompletableFuture<>();
    var unused =
        settings
            .scheduler()
            .schedule(() -> due.complete(true), turn.toNanos(), TimeUnit.NANOSECONDS);
    return due.thenCompose(now -> send(call, target, number, end));
  }

  private <T> CompletableFuture<Attempt<T>> send(
      Call<T> call, Target target, int number, @Nullable Instant end) {
    Duration limit = Deadline.left(end, settings.clock(), settings.requestTimeout());
    if (limit.isNegative() || limit.isZero()) {
      return CompletableFuture.completedFuture(
          Attempt.failed(notSent(target, number - 1), number, null));
    }
    call.timeout().timeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    CompletableFuture<Response<T>> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback<T>() {
          @Override
          public void onResponse(Call<T> answered, Response<T> response) {
            answer.complete(response);
          }

          @Override
          public void onFailure(Call<T> failed, Throwable e) {
            answer.completeExceptionally(e);
          }
        });
    // Judged outside of the callback, where Retrofit would swallow an exception.
    return answer.handle(
        (response, e) ->
            e == null ? answered(target, response, number) : unanswered(target, e, number));
  }

  private static NeonException notSent(Target target, int attempts) {
    return new NeonTimeoutException(
        target + " was not sent: the deadline passed before its turn came",
        new ErrorDetails(0, "", null, attempts, true, null),
        null);
  }

  /** OkHttp's threads are gone, so nothing was sent. Its version 4 says so by a cause as well. */
  private static boolean isRejected(Throwable e) {
    return e instanceof InterruptedIOException && "executor rejected".equals(e.getMessage());
  }

  private <T> Attempt<T> unanswered(Target target, Throwable e, int number) {
    if (isRejected(e)) {
      throw Waiting.closed(new RejectedExecutionException(e));
    }
    if (e instanceof IOException io) {
      return Attempt.failed(FailureDecoder.noAnswer(target, io, number), number, null);
    }
    if (e instanceof GuardedConverters.UnreadableException) {
      String why = String.valueOf(e.getMessage());
      return Attempt.failed(
          FailureDecoder.unreadable(target, 200, null, number, why, e.getCause()), number, null);
    }
    throw new CompletionException(e);
  }

  private <T> Attempt<T> answered(Target target, Response<T> response, int number) {
    if (response.isSuccessful()) {
      return Attempt.answered(response.body(), response.code(), number);
    }
    Duration askedFor =
        RetryAfter.parse(response.headers().get("Retry-After"), settings.clock().instant());
    return Attempt.failed(errors.decode(target, response, number, askedFor), number, askedFor);
  }
}
