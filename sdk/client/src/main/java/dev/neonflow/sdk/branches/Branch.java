package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch.
 *
 * @param id its id, {@code br-...}
 * @param projectId the project it belongs to
 * @param name its name, unique in the project
 * @param parentId the branch it was made from; null on a root
 * @param parentLsn the place in the parent's history it starts at
 * @param parentTimestamp the time in the parent's history it starts at
 * @param currentState what it does
 * @param pendingState what it is about to do; null when at rest
 * @param isDefault whether it is the project's default branch
 * @param isProtected whether it is guarded against deletion and reset
 * @param initSource what it started with
 * @param logicalSize size of its data in bytes; null until known
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 * @param lastResetAt when it was set back last
 * @param expiresAt when Neon deletes it; null is never
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
    @Json(name = "default") boolean isDefault,
    @Json(name = "protected") boolean isProtected,
    @Json(name = "init_source") @Nullable InitSource initSource,
    @Json(name = "logical_size") @Nullable Long logicalSize,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "last_reset_at") @Nullable Instant lastResetAt,
    @Json(name = "expires_at") @Nullable Instant expiresAt) {

  /** Whether it can be used and nothing is about to change. */
  public boolean isReady() {
    return currentState == BranchState.READY && pendingState == null;
  }
}
