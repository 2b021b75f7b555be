package dev.neonflow.sdk.dataapi;

import com.squareup.moshi.Json;

/** Whether the Data API describes itself. */
public enum OpenApiMode {
  /** It describes everything, whatever a caller may use. */
  @Json(name = "ignore-privileges")
  IGNORE_PRIVILEGES,
  /** It does not. */
  DISABLED,
  /** A mode that this version does not know. */
  UNKNOWN
}
