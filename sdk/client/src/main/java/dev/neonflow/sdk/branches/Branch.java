package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch.
 *
 * @param id its id, {@code br-...}
 * @param projectId the project it belongs to
 * @param name its name, unique in the project
 * @param parentId the branch it was made from; null on a root
 * @param parentLsn the place in the parent's history it starts at; not final before the operations
 *     of a restore are done
 * @param parentTimestamp the time in the parent's history it starts at; like {@code parentLsn}, and
 *     may stay null
 * @param currentState what it does
 * @param pendingState what it is about to do; null when at rest
 * @param stateChangedAt since when it does that
 * @param isDefault whether it is the project's default branch
 * @param isProtected whether it is guarded against deletion and reset
 * @param initSource what it started with
 * @param creationSource where it was asked for, in Neon's words, such as {@code console}; an open
 *     set
 * @param createdBy who made it; null also where an answer leaves it out
 * @param logicalSize size of its data in bytes; null until known
 * @param computeTime the CPU time its computes used, that of deleted ones included
 * @param activeTime how long its computes ran
 * @param writtenDataBytes what was written, in bytes
 * @param dataTransferBytes what was sent out, in bytes
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 * @param lastResetAt when it was set back last
 * @param expiresAt when Neon deletes it; null is never
 * @param ttlInterval what was left until {@code expiresAt} when that was set; a reset from the
 *     parent grants it again
 * @param restoreStatus how far the restore is that made it; null if none did
 * @param restoredFrom the snapshot it was restored from
 * @param restoredAs the branch it replaced when it was restored
 * @param restrictedActions what cannot be done with it at present; null is nothing
 * @param recovery how long it can be recovered; only on a deleted branch in a list that includes
 *     deleted ones
 */
public record Branch(
    String id,
    @Json(name = "project_id") String projectId,
    String name,
    @Json(name = "parent_id") @Nullable String parentId,
    @Json(name = "parent_lsn") @Nullable String parentLsn,
    @Json(name = "parent_timestamp") @Nullable Instant parentTimestamp,
    @Json(name = "current_state") BranchState currentState,
    @Json(name = "pending_state") @Nullable BranchState pendingState,
    @Json(name = "state_changed_at") Instant stateChangedAt,
    @Json(name = "default") boolean isDefault,
    @Json(name = "protected") boolean isProtected,
    @Json(name = "init_source") @Nullable InitSource initSource,
    @Json(name = "creation_source") String creationSource,
    @Json(name = "created_by") @Nullable CreatedBy createdBy,
    @Json(name = "logical_size") @Nullable Long logicalSize,
    @Json(name = "compute_time_seconds") @Seconds Duration computeTime,
    @Json(name = "active_time_seconds") @Seconds Duration activeTime,
    @Json(name = "written_data_bytes") long writtenDataBytes,
    @Json(name = "data_transfer_bytes") long dataTransferBytes,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "last_reset_at") @Nullable Instant lastResetAt,
    @Json(name = "expires_at") @Nullable Instant expiresAt,
    @Json(name = "ttl_interval_seconds") @Seconds @Nullable Duration ttlInterval,
    @Json(name = "restore_status") @Nullable RestoreStatus restoreStatus,
    @Json(name = "restored_from") @Nullable String restoredFrom,
    @Json(name = "restored_as") @Nullable String restoredAs,
    @Json(name = "restricted_actions") @Nullable List<RestrictedAction> restrictedActions,
    @Nullable BranchRecovery recovery) {

  /** Whether it can be used and nothing is about to change. */
  public boolean isReady() {
    return currentState == BranchState.READY && pendingState == null;
  }
}
