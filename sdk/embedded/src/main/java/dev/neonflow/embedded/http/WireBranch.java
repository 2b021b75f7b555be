package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Branch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A branch on the wire. */
public record WireBranch(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "parent_id") @Nullable String parentId,
    @Json(name = "parent_lsn") @Nullable String parentLsn,
    @Json(name = "parent_timestamp") @Nullable String parentTimestamp,
    String name,
    @Json(name = "current_state") String currentState,
    @Json(name = "pending_state") @Nullable String pendingState,
    @Json(name = "state_changed_at") String stateChangedAt,
    @Json(name = "creation_source") String creationSource,
    boolean primary,
    @Json(name = "default") boolean isDefault,
    @Json(name = "protected") boolean isProtected,
    @Json(name = "cpu_used_sec") long cpuUsedSec,
    @Json(name = "compute_time_seconds") long computeTimeSeconds,
    @Json(name = "active_time_seconds") long activeTimeSeconds,
    @Json(name = "written_data_bytes") long writtenDataBytes,
    @Json(name = "data_transfer_bytes") long dataTransferBytes,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt,
    @Json(name = "ttl_interval_seconds") @Nullable Long ttlIntervalSeconds,
    @Json(name = "expires_at") @Nullable String expiresAt,
    @Json(name = "last_reset_at") @Nullable String lastResetAt,
    @Json(name = "init_source") String initSource,
    @Nullable Recovery recovery) {

  /** How long a deleted branch can be recovered. */
  public record Recovery(
      @Json(name = "deleted_at") String deletedAt,
      @Json(name = "recoverable_until") String recoverableUntil,
      @Json(name = "deletion_method") String deletionMethod) {

    static Recovery of(Branch.Deletion deletion) {
      return new Recovery(
          Wire.text(deletion.at()),
          Wire.text(deletion.recoverableUntil()),
          Wire.name(deletion.method()));
    }
  }

  static WireBranch of(String projectId, Branch branch) {
    Branch.Lease lease = branch.lease();
    Branch.Deletion deletion = branch.deletion();
    Branch.State pending = branch.phase().pending();
    return new WireBranch(
        branch.id(),
        projectId,
        branch.parentId(),
        branch.origin().lsn(),
        text(branch.origin().timestamp()),
        branch.name(),
        Wire.name(branch.phase().current()),
        pending == null ? null : Wire.name(pending),
        Wire.text(branch.phase().since()),
        "embedded",
        branch.defaultBranch(),
        branch.defaultBranch(),
        branch.guarded(),
        0,
        0,
        0,
        0,
        0,
        Wire.text(branch.createdAt()),
        Wire.text(branch.updatedAt()),
        lease == null ? null : lease.seconds(),
        lease == null ? null : Wire.text(lease.expiresAt()),
        text(branch.resetAt()),
        branch.schemaOnly() ? "schema-only" : "parent-data",
        deletion == null || branch.leaving() ? null : Recovery.of(deletion));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : Wire.text(instant);
  }
}
