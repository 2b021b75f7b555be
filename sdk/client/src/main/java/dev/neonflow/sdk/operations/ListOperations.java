package dev.neonflow.sdk.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which operations to list.
 *
 * @param limit how many at most in a page, 1 to 1000; null leaves it to Neon
 * @param cursor where to start; null is the newest
 */
public record ListOperations(@Nullable Integer limit, @Nullable String cursor) {
  private static final int GREATEST_LIMIT = 1000;

  /** Refuses a limit that Neon refuses. */
  public ListOperations {
    if (limit != null && (limit < 1 || limit > GREATEST_LIMIT)) {
      throw new IllegalArgumentException("limit " + limit + " is not 1 to " + GREATEST_LIMIT);
    }
  }

  /** All operations, newest first. */
  public static ListOperations all() {
    return new ListOperations(null, null);
  }

  /** At most this many in a page. */
  public ListOperations limit(int limit) {
    return new ListOperations(limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListOperations cursor(@Nullable String cursor) {
    return new ListOperations(limit, cursor);
  }
}
