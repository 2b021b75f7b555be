package dev.neonflow.sdk.organizations;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organization.
 *
 * @param id its id, {@code org-...}
 * @param name its name
 * @param handle a readable text that names it and no other
 * @param plan what it pays for, such as {@code scale}
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 * @param managedBy what made it; other than {@code console} it cannot be deleted there
 * @param allowHipaaProjects whether its projects can be marked as holding health data
 * @param requireMfa whether its members need a second factor
 */
public record Organization(
    String id,
    String name,
    String handle,
    String plan,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "managed_by") String managedBy,
    @Json(name = "allow_hipaa_projects") @Nullable Boolean allowHipaaProjects,
    @Json(name = "require_mfa") @Nullable Boolean requireMfa) {}
