package dev.neonflow.sdk.consumption;

import com.squareup.moshi.Json;

/** What can be asked for on the plans of old. */
public enum LegacyConsumptionMetric {
  /** How long computes were active. */
  @Json(name = "active_time_seconds")
  ACTIVE_TIME_SECONDS,
  /** Processor time of computes. */
  @Json(name = "compute_time_seconds")
  COMPUTE_TIME_SECONDS,
  /** Data written. */
  @Json(name = "written_data_bytes")
  WRITTEN_DATA_BYTES,
  /** Storage: data and log. */
  @Json(name = "synthetic_storage_size_bytes")
  SYNTHETIC_STORAGE_SIZE_BYTES,
  /** Storage, in bytes times hours. */
  @Json(name = "data_storage_bytes_hour")
  DATA_STORAGE_BYTES_HOUR,
  /** Size of the data. */
  @Json(name = "logical_size_bytes")
  LOGICAL_SIZE_BYTES,
  /** Size of the data, in bytes times hours. */
  @Json(name = "logical_size_bytes_hour")
  LOGICAL_SIZE_BYTES_HOUR,
  /** Refused in a query. */
  UNKNOWN
}
