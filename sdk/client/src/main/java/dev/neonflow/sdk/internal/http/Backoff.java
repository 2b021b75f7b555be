package dev.neonflow.sdk.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: full jitter under a limit that doubles from 0.25 s to 10 s, not before what
 * Neon asked for, and not at all past the budget.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 10_000;
  private static final long LEAST_MILLIS = 10;

  private final Clock clock;
  private final DoubleSupplier random;
  private final Instant end;

  Backoff(HttpSettings settings, Duration budget) {
    this.clock = settings.clock();
    this.random = settings.random();
    this.end = Deadline.end(clock.instant(), budget);
  }

  /** The pause after attempt number {@code attempt} (1 is the first); null to give up. */
  @Nullable Duration pauseAfter(int attempt, @Nullable Duration askedFor) {
    long limit = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
    long jittered = Math.max(LEAST_MILLIS, (long) (limit * random.getAsDouble()));
    Duration pause = Duration.ofMillis(jittered);
    if (askedFor != null && askedFor.compareTo(pause) > 0) {
      pause = askedFor;
    }
    return clock.instant().plus(pause).isAfter(end) ? null : pause;
  }
}
