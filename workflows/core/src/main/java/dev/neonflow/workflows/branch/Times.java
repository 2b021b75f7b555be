package dev.neonflow.workflows.branch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes points in time for people, for example {@code 2026-01-09 03:04 UTC}. */
public final class Times {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Times() {}

  /** To the minute. */
  public static String words(Instant time) {
    return MINUTE.format(time);
  }
}
