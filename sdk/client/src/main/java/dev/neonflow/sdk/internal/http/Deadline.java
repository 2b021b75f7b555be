package dev.neonflow.sdk.internal.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a caller's patience ends. */
@FunctionalInterface
public interface Deadline {

  /** It does not end. */
  Deadline NONE = start -> null;

  /** The end of a call that starts now; null if there is none. */
  @Nullable Instant of(Instant start);

  /** Each call ends this long after its start. */
  static Deadline within(Duration patience) {
    return start -> end(start, patience);
  }

  /** All calls end at this time. */
  static Deadline at(Instant end) {
    return start -> end;
  }

  /** The earlier of both. */
  default Deadline and(Deadline other) {
    return start -> {
      Instant mine = of(start);
      Instant others = other.of(start);
      if (mine == null || others == null) {
        return mine == null ? others : mine;
      }
      return mine.isBefore(others) ? mine : others;
    };
  }

  /**
   * {@code patience} after {@code start}; as good as never for one that is beyond all calendars.
   */
  static Instant end(Instant start, Duration patience) {
    // Duration.between throws and catches within itself when so much lies between.
    long seconds = Instant.MAX.getEpochSecond() - start.getEpochSecond() - 1;
    return patience.toSeconds() < seconds ? start.plus(patience) : Instant.MAX;
  }

  /** What is left of the patience of a call, not more than {@code most}. */
  static Duration left(@Nullable Instant end, Clock clock, Duration most) {
    if (end == null) {
      return most;
    }
    Duration left = Duration.between(clock.instant(), end);
    return left.compareTo(most) < 0 ? left : most;
  }
}
