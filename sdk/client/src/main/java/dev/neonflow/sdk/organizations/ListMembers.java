package dev.neonflow.sdk.organizations;

import dev.neonflow.sdk.paging.SortOrder;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which members to list. Each method returns a changed copy.
 *
 * @param sortBy what to sort by; null leaves it to Neon (the beginning)
 * @param sortOrder which end comes first; null leaves it to Neon (descending)
 * @param limit how many at most in a page, 1 to 500; null leaves it to Neon
 * @param cursor where to start; null is the beginning
 */
public record ListMembers(
    @Nullable MemberSort sortBy,
    @Nullable SortOrder sortOrder,
    @Nullable Integer limit,
    @Nullable String cursor) {

  /** Refuses what cannot be asked for. */
  public ListMembers {
    if (sortBy == MemberSort.UNKNOWN) {
      throw new IllegalArgumentException("sortBy UNKNOWN cannot be asked for");
    }
    if (sortOrder == SortOrder.UNKNOWN) {
      throw new IllegalArgumentException("sortOrder UNKNOWN cannot be asked for");
    }
    if (limit != null && (limit < 1 || limit > 500)) {
      throw new IllegalArgumentException("limit " + limit + " is not from 1 to 500");
    }
  }

  /** All members. */
  public static ListMembers all() {
    return new ListMembers(null, null, null, null);
  }

  /** Sorted by this. */
  public ListMembers sortBy(MemberSort field, SortOrder order) {
    return new ListMembers(
        Checks.present(field, "sortBy"), Checks.present(order, "sortOrder"), limit, cursor);
  }

  /** At most this many in a page. */
  public ListMembers limit(int limit) {
    return new ListMembers(sortBy, sortOrder, limit, cursor);
  }

  /** Starts where an earlier page ended; null is the first page. */
  public ListMembers cursor(@Nullable String cursor) {
    return new ListMembers(sortBy, sortOrder, limit, cursor);
  }
}
