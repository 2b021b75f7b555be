package dev.neonflow.sdk.permissions;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Access to a project for somebody.
 *
 * @param id its id
 * @param grantedToEmail the address of the account that has it
 * @param grantedAt since when
 * @param revokedAt until when; null while it holds
 */
public record ProjectPermission(
    String id,
    @Json(name = "granted_to_email") String grantedToEmail,
    @Json(name = "granted_at") Instant grantedAt,
    @Json(name = "revoked_at") @Nullable Instant revokedAt) {}
