package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;

/** How long one measured stretch of time is: the shorter, the less far back. */
public enum Granularity {
  /** An hour; at most 168 hours back. */
  @Json(name = "hourly")
  HOURLY,
  /** A day; at most 60 days back. */
  @Json(name = "daily")
  DAILY,
  /** A month; at most a year back. */
  @Json(name = "monthly")
  MONTHLY,
  /** Refused in a query. */
  UNKNOWN
}
