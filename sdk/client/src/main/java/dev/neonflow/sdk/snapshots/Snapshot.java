package dev.neonflow.sdk.snapshots;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of a branch that is kept.
 *
 * @param id its id
 * @param name its name, not unique
 * @param lsn the place in the branch's history it was taken from
 * @param timestamp the time in the branch's history it was taken from
 * @param sourceBranchId the branch it was taken from
 * @param createdAt when it was made
 * @param expiresAt when Neon deletes it; null is never
 * @param manual whether somebody asked for it; false if a schedule made it
 * @param fullSize size of all its data in bytes when it was taken; null until known, 0 is not
 *     charged
 * @param diffSize size in bytes of what changed since the scheduled snapshot before it; null until
 *     known, and where the full size is charged
 */
public record Snapshot(
    String id,
    String name,
    @Nullable String lsn,
    @Nullable Instant timestamp,
    @Json(name = "source_branch_id") @Nullable String sourceBranchId,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "expires_at") @Nullable Instant expiresAt,
    @Nullable Boolean manual,
    @Json(name = "full_size") @Nullable Long fullSize,
    @Json(name = "diff_size") @Nullable Long diffSize) {}
