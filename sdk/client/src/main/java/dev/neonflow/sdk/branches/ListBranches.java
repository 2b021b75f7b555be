package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.paging.SortOrder;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which branches to list. Each method returns a changed copy.
 *
 * @param search a part of the name or id; null is any
 * @param sortBy what to sort by; null leaves it to Neon (the last change)
 * @param sortOrder which end comes first; null leaves it to Neon (descending)
 * @param limit how many at most in a page, 1 to 10000; null leaves it to Neon
 * @param cursor where to start; null is the beginning
 * @param includeDeleted whether deleted branches that can be recovered are listed too; null is no
 */
public record ListBranches(
    @Nullable String search,
    @Nullable BranchSort sortBy,
    @Nullable SortOrder sortOrder,
    @Nullable Integer limit,
    @Nullable String cursor,
    @Nullable Boolean includeDeleted) {

  /** Refuses what cannot be sent. */
  public ListBranches {
    if (limit != null && (limit < 1 || limit > 10_000)) {
      throw new IllegalArgumentException("limit " + limit + " is not from 1 to 10000");
    }
    if (sortBy == BranchSort.UNKNOWN || sortOrder == SortOrder.UNKNOWN) {
      throw new IllegalArgumentException("a list cannot be sorted by UNKNOWN");
    }
  }

  /** All branches, the one changed last first. */
  public static ListBranches all() {
    return new ListBranches(null, null, null, null, null, null);
  }

  /** Only those whose name or id contains this; null is any. */
  public ListBranches search(@Nullable String text) {
    return new ListBranches(text, sortBy, sortOrder, limit, cursor, includeDeleted);
  }

  /** Sorted by this. */
  public ListBranches sortBy(BranchSort field, SortOrder order) {
    return new ListBranches(
        search,
        Checks.present(field, "sortBy"),
        Checks.present(order, "sortOrder"),
        limit,
        cursor,
        includeDeleted);
  }

  /** At most this many in a page. */
  public ListBranches limit(int limit) {
    return new ListBranches(search, sortBy, sortOrder, limit, cursor, includeDeleted);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListBranches cursor(@Nullable String cursor) {
    return new ListBranches(search, sortBy, sortOrder, limit, cursor, includeDeleted);
  }

  /** Deleted branches that can be recovered, too. Not every account has this. */
  public ListBranches withDeleted() {
    return new ListBranches(search, sortBy, sortOrder, limit, cursor, true);
  }
}
