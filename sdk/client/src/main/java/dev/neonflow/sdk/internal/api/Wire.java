package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import org.jspecify.annotations.Nullable;

/** The envelopes that several resources share. Public because Moshi builds them. */
public final class Wire {
  private Wire() {}

  /** Where a list goes on. */
  public record Pagination(String cursor) {}

  /** Where a list goes on, and how it is sorted. */
  public record SortedPagination(
      @Nullable String next,
      @Json(name = "sort_by") @Nullable String sortBy,
      @Json(name = "sort_order") @Nullable String sortOrder) {}

  /** Answer with a connection URI. */
  public record Uri(Secret uri) {}
}
