package dev.neonflow.workflows.branch;

import java.time.Duration;
import java.util.Locale;

/** Writes durations as people do, for example {@code 7d} or {@code 1h 30m}. */
public final class Durations {

  private Durations() {}

  /** Whole seconds and more; less is {@code 0s}. */
  public static String words(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      return duration.toSeconds() + "s";
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  /** What was measured: {@code 350 ms}, {@code 2.4 s} or {@code 3 min 5 s}. */
  public static String measured(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : millis / 60_000 + " min " + millis % 60_000 / 1000 + " s";
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }
}
