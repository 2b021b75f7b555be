package dev.neonflow.sdk.jwks;

import com.squareup.moshi.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of public keys: tokens signed with one of them open the databases of a project.
 *
 * @param id its id
 * @param projectId the project it is for
 * @param branchId the only branch it is for; null is all
 * @param jwksUrl where the keys are
 * @param providerName who makes the tokens, such as {@code Clerk}
 * @param jwtAudience what tokens must name as their audience; null is any
 * @param roleNames the roles it is for; null if Neon does not say
 * @param createdAt when it was added
 * @param updatedAt when it changed last
 */
public record Jwks(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") @Nullable String branchId,
    @Json(name = "jwks_url") String jwksUrl,
    @Json(name = "provider_name") String providerName,
    @Json(name = "jwt_audience") @Nullable String jwtAudience,
    @Json(name = "role_names") @Nullable List<String> roleNames,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
