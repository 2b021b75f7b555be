package dev.neonflow.sdk.projects;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the requests about projects refuse alike. */
final class ProjectChecks {
  private static final int LONGEST_NAME = 256;
  private static final Duration LONGEST_HISTORY = Duration.ofDays(30);

  private ProjectChecks() {}

  static void requireName(@Nullable String name, String what) {
    if (name != null && (name.isBlank() || name.length() > LONGEST_NAME)) {
      throw new IllegalArgumentException(
          what + " has not 1 to " + LONGEST_NAME + " characters: \"" + name + "\"");
    }
  }

  static void requireKnown(@Nullable Enum<?> value, String name) {
    if (value != null && value.name().equals("UNKNOWN")) {
      throw new IllegalArgumentException(name + " UNKNOWN cannot be asked for");
    }
  }

  static void requireKnown(@Nullable ProjectSettings settings) {
    if (settings != null) {
      requireKnown(settings.auditLogLevel(), "auditLogLevel");
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
