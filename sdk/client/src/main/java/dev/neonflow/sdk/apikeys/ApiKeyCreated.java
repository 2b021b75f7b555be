package dev.neonflow.sdk.apikeys;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import java.time.Instant;

/**
 * A new API key.
 *
 * @param id its id, which revokes it
 * @param key the key itself; nobody can read it again, so keep it safe now
 * @param name its name
 * @param createdAt when it was made
 * @param createdBy the id of the user who made it
 */
public record ApiKeyCreated(
    long id,
    Secret key,
    String name,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "created_by") String createdBy) {}
