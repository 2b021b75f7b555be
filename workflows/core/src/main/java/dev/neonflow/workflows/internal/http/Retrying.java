package dev.neonflow.workflows.internal.http;

import dev.neonflow.workflows.ConnectionLostException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Which calls are tried again, and when. */
final class Retrying {
  private static final int ATTEMPTS = 4;
  private static final Duration FIRST = Duration.ofMillis(500);

  /** Who is told to wait longer says so instead. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE");
  private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504);

  private Retrying() {}

  /**
   * The pause before another attempt; null if the answer counts.
   *
   * @throws ConnectionLostException if the rate limit asks for more patience than there is
   */
  static @Nullable Duration pauseAfter(
      int attempt, String party, String method, Answer<?> answer, Instant now) {
    Duration asked = askedFor(answer.headers(), now);
    if (isLimited(answer)) {
      if (attempt == ATTEMPTS || (asked != null && asked.compareTo(PATIENCE) > 0)) {
        throw limited(party, answer, asked, now);
      }
      return longer(doubling(attempt), asked);
    }
    boolean again =
        attempt < ATTEMPTS
            && PASSING.contains(answer.status())
            && REPEATABLE.contains(method)
            && (asked == null || asked.compareTo(PATIENCE) <= 0);
    return again ? longer(doubling(attempt), asked) : null;
  }

  /** The pause before another attempt; null if it is not certain that it does no harm. */
  static @Nullable Duration pauseAfter(int attempt, String method, IOException lost) {
    boolean harmless = REPEATABLE.contains(method) || lost instanceof Sent.NotSentException;
    return harmless && attempt < ATTEMPTS ? doubling(attempt) : null;
  }

  /** GitHub says 403 for it, which otherwise is a lack of permission. */
  private static boolean isLimited(Answer<?> answer) {
    return answer.status() == 429
        || (answer.status() == 403
            && (answer.headers().get("retry-after") != null || isUsedUp(answer.headers())));
  }

  private static boolean isUsedUp(Headers headers) {
    return "0".equals(headers.get("x-ratelimit-remaining"));
  }

  private static @Nullable Duration askedFor(Headers headers, Instant now) {
    String after = headers.get("retry-after");
    if (after != null) {
      return after(after.strip(), headers, now);
    }
    String reset = headers.get("x-ratelimit-reset");
    return reset != null && isUsedUp(headers) && isNumber(reset)
        ? until(Instant.ofEpochSecond(Long.parseLong(reset)), headers, now)
        : null;
  }

  private static @Nullable Duration after(String value, Headers headers, Instant now) {
    if (isNumber(value)) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      return until(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
          headers,
          now);
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  /** By the clock of who named the time, if it tells. */
  private static Duration until(Instant time, Headers headers, Instant now) {
    Date theirs = headers.getDate("Date");
    Duration wait = Duration.between(theirs == null ? now : theirs.toInstant(), time);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static boolean isNumber(String value) {
    return value.matches("[0-9]{1,11}");
  }

  private static Duration doubling(int attempt) {
    return FIRST.multipliedBy(1L << (attempt - 1));
  }

  private static Duration longer(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) >= 0 ? one : other;
  }

  private static ConnectionLostException limited(
      String party, Answer<?> answer, @Nullable Duration asked, Instant now) {
    String when =
        asked == null ? "later" : "after " + now.plus(asked).truncatedTo(ChronoUnit.SECONDS);
    String said = answer.said();
    return ConnectionLostException.undone(
        party + " lets no more requests through for now" + (said.isEmpty() ? "" : ": " + said),
        "run it again " + when);
  }
}
