package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.api.Wire.Pagination;
import dev.neonflow.sdk.paging.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the resources check and compute alike. */
final class Arguments {
  private Arguments() {}

  /** Refuses an empty id, which would make a different path. */
  static String id(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  /**
   * A page of a list whose cursor is the last item's: Neon sends one on the last page too, so a
   * page that is not full is the last.
   */
  static <T> Page<T> page(List<T> items, @Nullable Pagination pagination, @Nullable Integer limit) {
    return page(items, pagination == null ? null : pagination.cursor(), limit);
  }

  /** Likewise, with the cursor itself. */
  static <T> Page<T> page(List<T> items, @Nullable String cursor, @Nullable Integer limit) {
    boolean last = items.isEmpty() || (limit != null && items.size() < limit);
    return new Page<>(items, last ? null : cursor);
  }
}
