package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds out what became of a creation or deletion by name whose answer was lost. */
final class Lookups {
  /** How far Neon's clock and ours may be apart. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

  private Lookups() {}

  /** What a call that starts now makes is not older. */
  static Instant earliest(Clock clock) {
    return clock.instant().minus(CLOCKS_DIFFER);
  }

  /**
   * A creation that starts now of something whose name is taken by one thing only. Done if that
   * thing is new and as asked for; not done if there is none; if it is older or different, it is
   * somebody else's, and the creation's own error stands.
   *
   * @param find reads what has the name; null or {@link NotFoundException} is that nothing has
   * @param asWanted whether it is as the creation asked for
   * @param answer makes what the lost answer would have said
   */
  static <V, T> Write<T> created(
      String lookAt,
      @Nullable String projectId,
      Clock clock,
      Function<CallRunner, @Nullable V> find,
      Function<V, Instant> createdAt,
      Predicate<V> asWanted,
      BiFunction<CallRunner, V, T> answer) {
    Instant earliest = earliest(clock);
    return new Write<>(
        lookAt,
        projectId,
        reads -> {
          V found = orNull(reads, find);
          if (found == null) {
            return new Finding.NotDone<>();
          }
          boolean ours = !createdAt.apply(found).isBefore(earliest) && asWanted.test(found);
          return ours ? new Finding.Done<>(answer.apply(reads, found)) : new Finding.Unknown<>();
        });
  }

  /**
   * A deletion that starts now of something that is told by its name alone. What has the name and
   * is new may have been made by somebody after the deletion: it is not deleted in its place.
   *
   * @param find reads what has the name; {@link NotFoundException} is that nothing has
   */
  static <V, T> Write<T> removedByName(
      String lookAt,
      @Nullable String projectId,
      Clock clock,
      Function<CallRunner, @Nullable V> find,
      Function<V, Instant> createdAt) {
    Instant earliest = earliest(clock);
    return new Write<>(
        lookAt,
        projectId,
        reads -> {
          V found = orNull(reads, find);
          if (found == null) {
            return new Finding.Gone<>();
          }
          boolean isOld = createdAt.apply(found).isBefore(earliest);
          return isOld ? new Finding.NotDone<>() : new Finding.Unknown<>();
        });
  }

  /** Whether a field that was asked for, if it was, has that value. */
  static boolean isAsAsked(@Nullable Object asked, @Nullable Object now) {
    return asked == null || asked.equals(now);
  }

  private static <V> @Nullable V orNull(CallRunner reads, Function<CallRunner, @Nullable V> find) {
    try {
      return find.apply(reads);
    } catch (NotFoundException absent) {
      return null;
    }
  }
}
