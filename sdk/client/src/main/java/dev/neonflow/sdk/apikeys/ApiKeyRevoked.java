package dev.neonflow.sdk.apikeys;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key that was revoked.
 *
 * @param id its id
 * @param name its name
 * @param createdAt when it was made
 * @param createdBy the id of the user who made it
 * @param lastUsedAt when it was used last; null if never
 * @param lastUsedFromAddress the IP address it was used from last; empty if never
 * @param revoked whether it is revoked
 */
public record ApiKeyRevoked(
    long id,
    String name,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "created_by") String createdBy,
    @Json(name = "last_used_at") @Nullable Instant lastUsedAt,
    @Json(name = "last_used_from_addr") String lastUsedFromAddress,
    boolean revoked) {}
