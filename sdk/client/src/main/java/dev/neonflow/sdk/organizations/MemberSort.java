package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;

/** What a list of members is sorted by. */
public enum MemberSort {
  /** The address. */
  @Json(name = "email")
  EMAIL,
  /** The role. */
  @Json(name = "role")
  ROLE,
  /** When the membership began. */
  @Json(name = "joined_at")
  JOINED_AT,
  /** Refused in a query. */
  UNKNOWN
}
