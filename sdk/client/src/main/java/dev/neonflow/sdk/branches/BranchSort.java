package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;

/** What a list of branches is sorted by. */
public enum BranchSort {
  /** The name. */
  @Json(name = "name")
  NAME,
  /** When it was made. */
  @Json(name = "created_at")
  CREATED_AT,
  /** When it changed last. */
  @Json(name = "updated_at")
  UPDATED_AT,
  /** Refused in a query. */
  UNKNOWN
}
