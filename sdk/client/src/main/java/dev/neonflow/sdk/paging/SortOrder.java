package dev.neonflow.sdk.paging;

import com.squareup.moshi.Json;

/** Which end of a list comes first. */
public enum SortOrder {
  /** The least, the oldest, the first of the alphabet. */
  @Json(name = "asc")
  ASCENDING,
  /** The greatest, the newest, the last of the alphabet. */
  @Json(name = "desc")
  DESCENDING,
  /** Refused in a query. */
  UNKNOWN
}
