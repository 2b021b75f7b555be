package dev.neonflow.sdk.databases;

import com.squareup.moshi.Json;
import java.time.Instant;

/**
 * A database of a branch.
 *
 * @param id its number
 * @param branchId the branch it is in
 * @param name its name
 * @param ownerName the role that owns it
 * @param createdAt when it was made; on a child branch the time of the parent's
 * @param updatedAt when it changed last
 */
public record Database(
    long id,
    @Json(name = "branch_id") String branchId,
    String name,
    @Json(name = "owner_name") String ownerName,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
