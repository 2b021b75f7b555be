package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.PreconditionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long a branch lives after the last run for it: Neon removes it when nobody renewed it.
 *
 * @param length from one minute to 30 days
 */
public record Lease(Duration length) {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** What previews get: 7 days. */
  public static final Lease PREVIEW = new Lease(Duration.ofDays(7));

  /** Checks the length. */
  public Lease {
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw PreconditionException.usage(
          "a branch can expire in one minute to 30 days, not in " + Durations.words(length),
          "give a time within these bounds, for example 7d");
    }
  }

  /** When a branch expires that is renewed now, in whole seconds as Neon keeps it. */
  public Instant expiry(Clock clock) {
    return clock.instant().plus(length).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public String toString() {
    return Durations.words(length);
  }
}
