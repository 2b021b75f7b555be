package dev.neonflow.sdk.internal.http;

import dev.neonflow.sdk.error.ErrorDetails;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NeonTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/** Makes one attempt at a call: waits for its turn, sends it, and judges what comes back. */
final class Attempts {
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** Not even worth to begin with less. */
  private static final Duration LEAST_TIME = Duration.ofMillis(1);

  private static final Duration SPARE = Duration.ofMillis(100);

  private final HttpSettings settings;
  private final ErrorDecoder errors;

  Attempts(HttpSettings settings, ErrorDecoder errors) {
    this.settings = settings;
    this.errors = errors;
  }

  /**
   * Starts an attempt; ends with a {@link NeonTimeoutException} if the deadline comes before its
   * turn.
   *
   * @param end when the caller's patience ends; null is never
   * @param before why the attempt before this one failed; null if this is the first
   */
  <T> CompletableFuture<Attempt<T>> start(
      Call<T> call,
      Target target,
      int number,
      @Nullable Instant end,
      @Nullable NeonException before) {
    Duration patience = Deadline.left(end, settings.clock(), FOREVER).minus(LEAST_TIME);
    Duration turn =
        patience.isNegative() ? null : settings.pace().reserve(target.route(), patience);
    if (turn == null) {
      return tooLate(target, number, before);
    }
    if (turn.isZero()) {
      return send(call, target, number, end, before);
    }
    CompletableFuture<Boolean> due = new CompletableFuture<>();
    var unused =
        settings
            .scheduler()
            .schedule(() -> due.complete(true), turn.toNanos(), TimeUnit.NANOSECONDS);
    return due.thenCompose(now -> send(call, target, number, end, before));
  }

  /**
   * Makes an attempt on the thread of the caller, who has no deadline.
   *
   * @throws dev.neonflow.sdk.error.NeonInterruptedException if the thread is interrupted
   */
  <T> Attempt<T> now(Call<T> call, Target target, int number) {
    Waiting.refuseInterrupted(target.toString());
    Duration turn = settings.pace().reserve(target.route(), FOREVER);
    if (turn != null && !turn.isZero()) {
      Waiting.pause(settings.scheduler(), turn);
    }
    call.timeout().timeout(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
    try {
      return answered(target, settings.interrupts().execute(call), number);
    } catch (RejectedExecutionException e) {
      throw Waiting.closed(e);
    } catch (IOException | GuardedConverters.UnreadableException e) {
      Waiting.refuseInterrupted(target.toString());
      return unanswered(call, target, e, number);
    }
  }

  private <T> CompletableFuture<Attempt<T>> send(
      Call<T> call,
      Target target,
      int number,
      @Nullable Instant end,
      @Nullable NeonException before) {
    if (call.isCanceled()) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    Duration left = Deadline.left(end, settings.clock(), settings.requestTimeout());
    if (left.isNegative() || left.isZero()) {
      return tooLate(target, number, before);
    }
    Duration limit = settings.limits().apply(left);
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
    // OkHttp's own limit does not end a call that looks up a name or stands in its queue.
    Duration hard = limit.plus(SPARE);
    // Judged outside of the callback, where Retrofit would swallow an exception.
    return answer
        .orTimeout(hard.toNanos(), TimeUnit.NANOSECONDS)
        .handle(
            (response, e) -> {
              if (e instanceof TimeoutException) {
                call.cancel();
                return unanswered(call, target, new InterruptedIOException("timeout"), number);
              }
              return e == null
                  ? answered(target, response, number)
                  : unanswered(call, target, e, number);
            });
  }

  private static <T> CompletableFuture<Attempt<T>> tooLate(
      Target target, int number, @Nullable NeonException before) {
    String again = number == 1 ? " was not sent" : " was not sent again";
    String remedy = "Give the call more time, or make fewer calls at once";
    return CompletableFuture.failedFuture(
        new NeonTimeoutException(
            target + again + ": the deadline comes before its turn. " + remedy,
            new ErrorDetails(0, "", null, number - 1, true, remedy),
            before));
  }

  /** OkHttp's threads are gone, so nothing was sent. Its version 4 says so by a cause as well. */
  private static boolean isRejected(Throwable e) {
    return e instanceof InterruptedIOException && "executor rejected".equals(e.getMessage());
  }

  private <T> Attempt<T> unanswered(Call<T> call, Target target, Throwable e, int number) {
    if (isRejected(e)) {
      throw Waiting.closed(new RejectedExecutionException(e));
    }
    if (e instanceof IOException io) {
      return Attempt.failed(FailureDecoder.noAnswer(target, io, number), number, null);
    }
    if (e instanceof GuardedConverters.UnreadableException) {
      String why = String.valueOf(e.getMessage());
      Delivery delivery = Delivery.of(call.request());
      return Attempt.failed(
          FailureDecoder.unreadable(
              target, delivery.status(), delivery.requestId(), number, why, e.getCause()),
          number,
          null);
    }
    throw new CompletionException(e);
  }

  /** Where an answer's content says nothing, nobody has looked at it. */
  private static boolean isPageThatNobodyRead(Response<?> response) {
    ResponseBody body = response.raw().body();
    return response.isSuccessful()
        && response.body() == null
        && body != null
        && body.contentLength() != 0
        && GuardedConverters.isPage(body.contentType());
  }

  private <T> Attempt<T> answered(Target target, Response<T> response, int number) {
    if (isPageThatNobodyRead(response)) {
      String id = RequestIds.of(response.headers());
      return Attempt.failed(
          FailureDecoder.unreadable(
              target, response.code(), id, number, GuardedConverters.A_PAGE, null),
          number,
          null);
    }
    if (response.isSuccessful()) {
      String id = RequestIds.of(response.headers());
      return Attempt.answered(response.body(), response.code(), id, number);
    }
    Duration askedFor =
        RetryAfter.parse(response.headers().get("Retry-After"), settings.clock().instant());
    return Attempt.failed(errors.decode(target, response, number, askedFor), number, askedFor);
  }
}
