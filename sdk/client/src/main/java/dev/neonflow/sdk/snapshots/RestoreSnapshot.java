package dev.neonflow.sdk.snapshots;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * How to restore a snapshot. Each method returns a changed copy.
 *
 * @param name the new branch's name; null lets Neon choose
 * @param targetBranchId the branch that the new one is to replace; null is the one that the
 *     snapshot was taken from
 * @param finalizeRestore whether it replaces the target at once; null leaves it to Neon (no)
 */
public record RestoreSnapshot(
    @Nullable String name,
    @Json(name = "target_branch_id") @Nullable String targetBranchId,
    @Json(name = "finalize_restore") @Nullable Boolean finalizeRestore) {

  /** Refuses empty texts. */
  public RestoreSnapshot {
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("the name of the restored branch is empty");
    }
    if (targetBranchId != null && targetBranchId.isBlank()) {
      throw new IllegalArgumentException("targetBranchId is empty");
    }
  }

  /** Into a new branch of this name, beside the target until the restore is finalized. */
  public static RestoreSnapshot named(String name) {
    return new RestoreSnapshot(Checks.present(name, "name"), null, null);
  }

  /** Into a new branch that gets its name from Neon. */
  public static RestoreSnapshot unnamed() {
    return new RestoreSnapshot(null, null, null);
  }

  /** For this branch instead of the one that the snapshot was taken from. */
  public RestoreSnapshot targetBranchId(String id) {
    return new RestoreSnapshot(name, Checks.present(id, "targetBranchId"), finalizeRestore);
  }

  /**
   * With true it replaces the target at once: the new branch, which has an id of its own, takes
   * over the target's name and computes, and the target stays beside it under another name. With
   * false it waits beside the target for a later call that finalizes the restore.
   */
  public RestoreSnapshot finalizeRestore(boolean atOnce) {
    return new RestoreSnapshot(name, targetBranchId, atOnce);
  }
}
