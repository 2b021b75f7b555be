package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import java.time.Instant;

/**
 * How a deleted branch can still be recovered.
 *
 * @param deletedAt when it was deleted
 * @param recoverableUntil until when it can be recovered
 * @param deletionMethod who deleted it
 */
public record BranchRecovery(
    @Json(name = "deleted_at") Instant deletedAt,
    @Json(name = "recoverable_until") Instant recoverableUntil,
    @Json(name = "deletion_method") DeletionMethod deletionMethod) {

  /** Who deleted a branch. */
  public enum DeletionMethod {
    /** Somebody. */
    USER,
    /** Neon, when it expired. */
    TTL,
    /** A way that this version does not know. */
    UNKNOWN
  }
}
