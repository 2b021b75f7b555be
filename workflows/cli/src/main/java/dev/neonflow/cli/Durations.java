package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, for example {@code 90s}, {@code 15m}, {@code 2h}, {@code 7d}. */
final class Durations {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param option what it was given for, named in the error
   * @throws PreconditionException if it is none, or zero
   */
  static Duration parse(String option, String text) {
    Duration read = parseOrZero(option, text);
    if (read.isZero()) {
      throw refused(option, text);
    }
    return read;
  }

  /** The same where nothing at all is a duration, too. */
  static Duration parseOrZero(String option, String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw refused(option, text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static PreconditionException refused(String option, String text) {
    return PreconditionException.usage(
        option + " is '" + text + "', which is not a duration",
        "write it like 500ms, 90s, 15m, 2h or 7d");
  }

  /** How long a step took, right for reading: {@code 0.8 s}, {@code 12 s}, {@code 2 min 5 s}. */
  static String show(Duration took) {
    long seconds = took.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
    return seconds < 60 ? seconds + " s" : took.toMinutes() + " min " + took.toSecondsPart() + " s";
  }
}
