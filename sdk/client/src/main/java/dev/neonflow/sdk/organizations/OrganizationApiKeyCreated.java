package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new API key of an organization.
 *
 * @param id its id, which revokes it
 * @param key the key itself; nobody can read it again, so keep it safe now
 * @param name its name
 * @param createdAt when it was made
 * @param createdBy the id of the user who made it
 * @param projectId the only project it reaches; null is all of the organization
 */
public record OrganizationApiKeyCreated(
    long id,
    Secret key,
    String name,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "created_by") String createdBy,
    @Json(name = "project_id") @Nullable String projectId) {}
