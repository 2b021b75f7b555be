package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.Moshi;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.neonflow.sdk.RetryEvent;
import dev.neonflow.sdk.error.NeonException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;
import retrofit2.Callback;
import retrofit2.Response;

/**
 * Makes calls: the only place that retries, and the one that turns every way to fail into a {@link
 * NeonException}.
 */
public final class CallRunner {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");

  private final HttpSettings settings;
  private final ErrorDecoder errors;

  /** Makes calls with these settings. */
  public CallRunner(HttpSettings settings, Moshi moshi) {
    this.settings = settings;
    this.errors = new ErrorDecoder(moshi, settings.apiKey());
  }

  /** Makes a call that changes nothing. */
  public <T> T read(Call<T> call) {
    return read(call, settings.retryFor());
  }

  /** Makes a call that changes nothing, with a shorter time for retries. */
  public <T> T read(Call<T> call, Duration retryFor) {
    Duration budget = retryFor.compareTo(settings.retryFor()) < 0 ? retryFor : settings.retryFor();
    return required(call, run(call, null, budget));
  }

  /** Makes a call that changes something; {@code lookAt} says where that can be seen. */
  public <T> T write(Call<T> call, String lookAt) {
    return required(call, run(call, lookAt, settings.retryFor()));
  }

  /** Like {@link #write}, for an answer that may have no content. */
  public <T> Optional<T> writeOrNothing(Call<T> call, String lookAt) {
    return Optional.ofNullable(run(call, lookAt, settings.retryFor()).body());
  }

  private static <T> T required(Call<T> call, Outcome<T> outcome) {
    T body = outcome.body();
    if (body == null) {
      Target target = Target.of(call.request(), null);
      throw FailureDecoder.unreadable(
          target, outcome.status(), null, outcome.attempt(), "no content", null);
    }
    return body;
  }

  private <T> Outcome<T> run(Call<T> call, @Nullable String lookAt, Duration budget) {
    Target target = Target.of(call.request(), lookAt);
    Backoff backoff = new Backoff(settings.clock(), settings.random(), budget);
    AtomicReference<@Nullable Call<T>> current = new AtomicReference<>();
    RetryPolicy<Outcome<T>> policy =
        RetryPolicy.<Outcome<T>>builder()
            .handleResultIf(outcome -> outcome != null && outcome.pause() != null)
            .abortOn(Throwable.class)
            .withMaxRetries(-1)
            .withDelayFn(context -> pause(context.getLastResult()))
            .build();
    CompletableFuture<Outcome<T>> result;
    try {
      result =
          Failsafe.with(policy)
              .with(settings.scheduler())
              .getStageAsync(
                  context -> {
                    Call<T> attempt = call.clone();
                    current.set(attempt);
                    if (context.isCancelled()) {
                      attempt.cancel();
                    }
                    return start(attempt, target, context.getAttemptCount() + 1, backoff);
                  });
    } catch (RejectedExecutionException e) {
      throw Waiting.closed(e);
    }
    Outcome<T> outcome = Waiting.forResult(result, () -> cancel(current.get()), target.toString());
    NeonException failure = outcome.failure();
    if (failure != null) {
      throw failure;
    }
    return outcome;
  }

  /** Failsafe asks for it after an exception too, where there is no outcome and no retry. */
  private static Duration pause(@Nullable Outcome<?> outcome) {
    Duration pause = outcome == null ? null : outcome.pause();
    return pause == null ? Duration.ZERO : pause;
  }

  private static void cancel(@Nullable Call<?> call) {
    if (call != null) {
      call.cancel();
    }
  }

  private <T> CompletableFuture<Outcome<T>> start(
      Call<T> call, Target target, int attempt, Backoff backoff) {
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
            e == null
                ? answered(target, response, attempt, backoff)
                : unanswered(target, e, attempt, backoff));
  }

  private <T> Outcome<T> unanswered(Target target, Throwable e, int attempt, Backoff backoff) {
    if (e.getCause() instanceof RejectedExecutionException rejected) {
      // OkHttp says so by an IOException; its threads are gone, so nothing was sent.
      throw Waiting.closed(rejected);
    }
    if (e instanceof IOException io) {
      NeonException failure = FailureDecoder.noAnswer(target, io, attempt);
      Duration pause = failure.retryable() ? backoff.pauseAfter(attempt, null) : null;
      return failed(target, failure, attempt, pause);
    }
    if (e instanceof GuardedConverters.UnreadableException) {
      String why = String.valueOf(e.getMessage());
      NeonException failure =
          FailureDecoder.unreadable(target, 200, null, attempt, why, e.getCause());
      return failed(target, failure, attempt, null);
    }
    throw new CompletionException(e);
  }

  private <T> Outcome<T> answered(
      Target target, Response<T> response, int attempt, Backoff backoff) {
    if (response.isSuccessful()) {
      return new Outcome<>(response.body(), response.code(), attempt, null, null);
    }
    Duration askedFor =
        RetryAfter.parse(response.headers().get("Retry-After"), settings.clock().instant());
    NeonException failure = errors.decode(target, response, attempt, askedFor);
    Duration pause = failure.retryable() ? backoff.pauseAfter(attempt, askedFor) : null;
    return failed(target, failure, attempt, pause);
  }

  private <T> Outcome<T> failed(
      Target target, NeonException failure, int attempt, @Nullable Duration pause) {
    if (pause != null) {
      LOG.debug(
          "{}: attempt {} ended in {} ({}), next in {} ms",
          target,
          attempt,
          failure.getClass().getSimpleName(),
          failure.status(),
          pause.toMillis());
      tell(new RetryEvent(target.toString(), attempt, pause, failure));
    }
    return new Outcome<>(null, failure.status(), attempt, failure, pause);
  }

  private void tell(RetryEvent event) {
    try {
      settings.onRetry().accept(event);
    } catch (RuntimeException e) {
      LOG.warn("the listener for retries failed", e);
    }
  }

  /** How an attempt ended; a pause says that there will be another. */
  private record Outcome<T>(
      @Nullable T body,
      int status,
      int attempt,
      @Nullable NeonException failure,
      @Nullable Duration pause) {}
}
