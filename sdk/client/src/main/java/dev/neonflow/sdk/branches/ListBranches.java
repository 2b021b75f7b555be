package dev.neonflow.sdk.branches;

import org.jspecify.annotations.Nullable;

/**
 * Which branches to list.
 *
 * @param search a part of the name or id; null is any
 * @param limit how many at most in a page, 1 to 10000; null leaves it to Neon
 * @param cursor where to start; null is the beginning
 */
public record ListBranches(
    @Nullable String search, @Nullable Integer limit, @Nullable String cursor) {

  /** All branches, the one changed last first. */
  public static ListBranches all() {
    return new ListBranches(null, null, null);
  }

  /** Only those whose name or id contains this. */
  public ListBranches search(String text) {
    return new ListBranches(text, limit, cursor);
  }

  /** At most this many in a page. */
  public ListBranches limit(int limit) {
    return new ListBranches(search, limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListBranches cursor(@Nullable String cursor) {
    return new ListBranches(search, limit, cursor);
  }
}
