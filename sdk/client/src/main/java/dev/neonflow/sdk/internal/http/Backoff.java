package dev.neonflow.sdk.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When one call is tried again: full jitter under a limit that doubles from 0.25 s to 10 s, not
 * before what Neon asked for, and a last time when there is still time for it. Not thread-safe.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 10_000;
  private static final Duration LEAST = Duration.ofMillis(10);

  /** A try that begins later than this before the deadline would hardly be answered. */
  private static final Duration LAST_TRY = Duration.ofMillis(50);

  /** What a pause that is cut short leaves for the attempt after it, before a deadline. */
  private static final Duration LEAST_SPARE = Duration.ofMillis(250);

  private static final Duration MOST_SPARE = Duration.ofSeconds(1);

  /** People who wait for so long want to know what for. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final Clock clock;
  private final DoubleSupplier random;
  private final Instant end;
  private final @Nullable Instant deadline;
  private Instant begun;
  private @Nullable Instant waitingSince;
  private boolean isTold;

  /**
   * For a call that starts now.
   *
   * @param deadline when its caller's patience ends; null is never
   */
  Backoff(HttpSettings settings, @Nullable Instant deadline) {
    this.clock = settings.clock();
    this.random = settings.random();
    this.begun = clock.instant();
    this.end = Deadline.end(begun, settings.retryFor());
    this.deadline = deadline;
  }

  /** Notes that an attempt begins, to know what time one takes. */
  void begin() {
    begun = clock.instant();
  }

  /** The pause after attempt number {@code attempt} (1 is the first); null to give up. */
  @Nullable Duration pauseAfter(int attempt, @Nullable Duration askedFor) {
    Instant now = clock.instant();
    long limit = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
    Duration pause = longer(LEAST, Duration.ofMillis((long) (limit * random.getAsDouble())));
    if (askedFor != null) {
      pause = longer(pause, askedFor);
    }
    if (now.plus(pause).isAfter(latest(now, LAST_TRY))) {
      pause = Duration.between(now, latest(now, LEAST_SPARE));
      if (pause.compareTo(askedFor == null ? LEAST : longer(LEAST, askedFor)) < 0) {
        return null;
      }
    }
    if (waitingSince == null) {
      waitingSince = now;
    }
    return pause;
  }

  /** Whether a call gets slow by this pause; true once. */
  boolean turnsSlowBy(Duration pause) {
    Instant since = waitingSince;
    boolean slow =
        since != null && Duration.between(since, clock.instant()).plus(pause).compareTo(LONG) > 0;
    boolean first = slow && !isTold;
    isTold = isTold || slow;
    return first;
  }

  /** Later than this no attempt begins. */
  Instant end() {
    return latest(clock.instant(), LAST_TRY);
  }

  /**
   * When to begin the last attempt: before a deadline there is twice the time that the attempt
   * before it took, and not less than {@code spare}.
   */
  private Instant latest(Instant now, Duration spare) {
    if (deadline == null) {
      return end;
    }
    Duration twice = shorter(Duration.between(begun, now).multipliedBy(2), MOST_SPARE);
    Instant latest = deadline.minus(longer(spare, twice));
    return latest.isBefore(end) ? latest : end;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
