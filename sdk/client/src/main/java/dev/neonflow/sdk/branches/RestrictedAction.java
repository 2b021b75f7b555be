package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;

/**
 * Something that cannot be done with a branch at present.
 *
 * @param name what
 * @param reason why, for people
 */
public record RestrictedAction(Kind name, String reason) {

  /** What can be restricted. */
  public enum Kind {
    /** To restore it. */
    RESTORE,
    /** To delete its read-write endpoint. */
    @Json(name = "delete-rw-endpoint")
    DELETE_READ_WRITE_ENDPOINT,
    /** Something that this version does not know. */
    UNKNOWN
  }
}
