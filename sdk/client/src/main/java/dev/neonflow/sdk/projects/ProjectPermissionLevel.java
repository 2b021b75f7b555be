package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;

/** What the caller may do with a project. */
public enum ProjectPermissionLevel {
  /** Look at it. */
  @Json(name = "CAN_VIEW")
  CAN_VIEW,
  /** Change it. */
  @Json(name = "CAN_EDIT")
  CAN_EDIT,
  /** Change it and who may use it. */
  @Json(name = "CAN_MANAGE")
  CAN_MANAGE,
  /** A level that this version does not know. */
  UNKNOWN
}
