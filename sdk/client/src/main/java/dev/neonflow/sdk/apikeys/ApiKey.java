package dev.neonflow.sdk.apikeys;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key, without the key itself: Neon shows that at creation only.
 *
 * @param id its id, which revokes it
 * @param name its name, which need not be unique
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param lastUsedAt when it was used last; null if never
 * @param lastUsedFromAddress the IP address it was used from last; empty if never
 */
public record ApiKey(
    long id,
    String name,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "created_by") ApiKeyCreator createdBy,
    @Json(name = "last_used_at") @Nullable Instant lastUsedAt,
    @Json(name = "last_used_from_addr") String lastUsedFromAddress) {}
