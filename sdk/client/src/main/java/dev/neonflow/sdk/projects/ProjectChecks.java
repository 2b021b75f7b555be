package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the requests about projects refuse alike. */
final class ProjectChecks {
  static final int LONGEST_NAME = 256;
  static final int MOST_IN_A_PAGE = 400;
  private static final Duration LONGEST_HISTORY = Duration.ofDays(30);

  private ProjectChecks() {}

  static void requireKnown(@Nullable ProjectSettings settings) {
    if (settings != null) {
      Checks.requireKnown(settings.auditLogLevel(), "auditLogLevel");
    }
  }

  static void requireRetention(@Nullable Duration length) {
    if (length != null && (length.isNegative() || length.compareTo(LONGEST_HISTORY) > 0)) {
      throw new IllegalArgumentException("historyRetention is not 0 to 30 days: " + length);
    }
  }

  static void requireTimeout(@Nullable Duration timeout) {
    if (timeout != null && (timeout.toMillis() < 100 || timeout.toMillis() > 30_000)) {
      throw new IllegalArgumentException("timeout is not 100 ms to 30 s: " + timeout);
    }
  }
}
