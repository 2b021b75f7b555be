package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project.
 *
 * @param id its id
 * @param name its name
 * @param regionId where it is, such as {@code aws-eu-central-1}
 * @param pgVersion the major version of PostgreSQL
 * @param orgId the organization that owns it
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 */
public record Project(
    String id,
    String name,
    @Json(name = "region_id") String regionId,
    @Json(name = "pg_version") int pgVersion,
    @Json(name = "org_id") @Nullable String orgId,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
