package dev.neonflow.sdk.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which operations to list.
 *
 * @param limit how many at most in a page, 1 to 1000; null leaves it to Neon
 * @param cursor where to start; null is the newest
 */
public record ListOperations(@Nullable Integer limit, @Nullable String cursor) {

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
