package dev.neonflow.sdk.auth;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Neon Auth of a branch.
 *
 * @param authProvider what does the work
 * @param authProviderProjectId the provider's id of it
 * @param branchId the branch
 * @param dbName the database that holds the users
 * @param createdAt when it was set up
 * @param ownedBy who owns the provider's project
 * @param transferStatus how far its transfer to the user is; null if there is none
 * @param jwksUrl where the public keys for its tokens are
 * @param baseUrl where applications reach it
 * @param name the application's name in its emails; null if Neon does not say
 */
public record NeonAuth(
    @Json(name = "auth_provider") AuthProvider authProvider,
    @Json(name = "auth_provider_project_id") String authProviderProjectId,
    @Json(name = "branch_id") String branchId,
    @Json(name = "db_name") String dbName,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "owned_by") AuthOwner ownedBy,
    @Json(name = "transfer_status") @Nullable AuthTransferStatus transferStatus,
    @Json(name = "jwks_url") String jwksUrl,
    @Json(name = "base_url") @Nullable String baseUrl,
    @Nullable String name) {}
