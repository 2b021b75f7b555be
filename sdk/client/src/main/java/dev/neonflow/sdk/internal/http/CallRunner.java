package dev.neonflow.sdk.internal.http;

import com.squareup.moshi.Moshi;
import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.neonflow.sdk.RetryEvent;
import dev.neonflow.sdk.error.NeonException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retrofit2.Call;

/**
 * Makes calls: the only place that retries, and the one that turns every way to fail into a {@link
 * NeonException}. Thread-safe.
 */
public final class CallRunner {
  private static final Logger LOG = LoggerFactory.getLogger("dev.neonflow.sdk.http");

  private final HttpSettings settings;
  private final Attempts attempts;
  private final Unfinished unfinished;
  private final Deadline deadline;

  /** Makes calls with these settings. */
  public CallRunner(HttpSettings settings, Moshi moshi, Unfinished unfinished) {
    this(
        settings,
        new Attempts(settings, new ErrorDecoder(moshi, settings.apiKey())),
        unfinished,
        Deadline.NONE);
  }

  private CallRunner(
      HttpSettings settings, Attempts attempts, Unfinished unfinished, Deadline deadline) {
    this.settings = settings;
    this.attempts = attempts;
    this.unfinished = unfinished;
    this.deadline = deadline;
  }

  /** One whose calls end by this too. */
  public CallRunner endingBy(Deadline more) {
    return new CallRunner(settings, attempts, unfinished, deadline.and(more));
  }

  private @Nullable Instant end() {
    return deadline.of(settings.clock().instant());
  }

  /** The settings. */
  public HttpSettings settings() {
    return settings;
  }

  /** Makes a call that changes nothing. */
  public <T> T read(Call<T> call) {
    Target target = Target.of(call.request(), null);
    Attempt<T> attempt = run(call, target, backoff(), 0);
    return required(target, attempt);
  }

  /** Makes a call that changes something. */
  public <T> T write(Call<T> call, Write<T> write) {
    Target target = Target.of(call.request(), write.lookAt());
    return required(target, new Settlement<>(fixed(), unfinished, call, target, write).full());
  }

  /** Like {@link #write}, for an answer that may have no content. */
  public <T> Optional<T> writeOrNothing(Call<T> call, Write<T> write) {
    Target target = Target.of(call.request(), write.lookAt());
    Attempt<T> attempt = new Settlement<>(fixed(), unfinished, call, target, write).any();
    return Optional.ofNullable(attempt.body());
  }

  /** What is left of the time of a call that starts now, not more than {@code most}. */
  public Duration left(Duration most) {
    return Deadline.left(end(), settings.clock(), most);
  }

  /** For the retries of a call that starts now. */
  Backoff backoff() {
    return new Backoff(settings, end());
  }

  /** One whose calls all end when a call that starts now has to. */
  public CallRunner fixed() {
    Instant end = end();
    return end == null ? this : new CallRunner(settings, attempts, unfinished, Deadline.at(end));
  }

  static <T> T required(Target target, Attempt<T> attempt) {
    T body = attempt.body();
    if (body == null) {
      throw FailureDecoder.unreadable(
          target, attempt.status(), attempt.requestId(), attempt.number(), "no content", null);
    }
    return body;
  }

  /**
   * Makes a call again and again until it is answered, surely fails, or its time is over.
   *
   * @param made how many attempts were made before
   */
  <T> Attempt<T> run(Call<T> call, Target target, Backoff backoff, int made) {
    Instant end = end();
    AtomicReference<@Nullable Attempt<T>> first = new AtomicReference<>();
    if (end == null) {
      // No other thread has to wake up for it. With a deadline one has, to keep it for sure.
      backoff.begin();
      Attempt<T> attempt = judged(target, attempts.now(fresh(call), target, made + 1), backoff);
      if (attempt.pause() == null) {
        return orFailure(attempt);
      }
      first.set(attempt);
    }
    AtomicReference<@Nullable Call<T>> current = new AtomicReference<>();
    RetryPolicy<Attempt<T>> policy =
        RetryPolicy.<Attempt<T>>builder()
            .handleResultIf(attempt -> attempt != null && attempt.pause() != null)
            .abortOn(Throwable.class)
            .withMaxRetries(-1)
            .withDelayFn(context -> pause(context.getLastResult()))
            .build();
    CompletableFuture<Attempt<T>> result;
    try {
      result =
          Failsafe.with(policy)
              .with(settings.scheduler())
              .getStageAsync(
                  context -> {
                    Attempt<T> done = first.getAndSet(null);
                    if (done != null) {
                      return CompletableFuture.completedFuture(done);
                    }
                    Call<T> next = call.clone();
                    current.set(next);
                    if (context.isCancelled()) {
                      return CompletableFuture.failedFuture(new CancellationException());
                    }
                    int number = made + context.getAttemptCount() + 1;
                    Attempt<T> before = context.getLastResult();
                    backoff.begin();
                    return attempts
                        .start(next, target, number, end, before == null ? null : before.failure())
                        .thenApply(attempt -> judged(target, attempt, backoff));
                  });
    } catch (RejectedExecutionException e) {
      throw Waiting.closed(e);
    }
    Attempt<T> last = Waiting.forResult(result, () -> cancel(current.get()), target.toString());
    return orFailure(last);
  }

  /** One that was not made yet. */
  private static <T> Call<T> fresh(Call<T> call) {
    return call.isExecuted() ? call.clone() : call;
  }

  private static <T> Attempt<T> orFailure(Attempt<T> last) {
    NeonException failure = last.failure();
    if (failure != null) {
      throw Waiting.asSeenHere(failure);
    }
    return last;
  }

  /** Failsafe asks for it after an exception too, where there is no outcome and no retry. */
  private static Duration pause(@Nullable Attempt<?> attempt) {
    Duration pause = attempt == null ? null : attempt.pause();
    return pause == null ? Duration.ZERO : pause;
  }

  private static void cancel(@Nullable Call<?> call) {
    if (call != null) {
      call.cancel();
    }
  }

  private <T> Attempt<T> judged(Target target, Attempt<T> attempt, Backoff backoff) {
    NeonException failure = attempt.failure();
    if (failure == null || !failure.retryable()) {
      return attempt;
    }
    Duration pause = backoff.pauseAfter(attempt.number(), attempt.askedFor());
    if (pause != null) {
      LOG.debug(
          "{}: attempt {} ended in {} ({}), next in {} ms",
          target,
          attempt.number(),
          failure.getClass().getSimpleName(),
          failure.status(),
          pause.toMillis());
      tell(target, attempt.number(), pause, failure, backoff);
    }
    return attempt.withPause(pause);
  }

  /** Tells of a pause: the listener each time, the log where people would wonder. */
  void tell(Target target, int attempt, Duration pause, NeonException cause, Backoff backoff) {
    if (backoff.turnsSlowBy(pause)) {
      LOG.warn("{} (tried again until {})", cause.getMessage(), backoff.end());
    }
    try {
      settings.onRetry().accept(new RetryEvent(target.toString(), attempt, pause, cause));
    } catch (RuntimeException e) {
      LOG.warn("the listener for retries failed", e);
    }
  }
}
