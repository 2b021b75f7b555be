package dev.neonflow.sdk.users;

import com.squareup.moshi.Json;
import org.jspecify.annotations.Nullable;

/**
 * Whom the API key stands for.
 *
 * @param accountId the id of the user or organization
 * @param authMethod how the request showed who asks
 * @param authData more about that, in no fixed form
 */
public record AuthDetails(
    @Json(name = "account_id") String accountId,
    @Json(name = "auth_method") AuthMethod authMethod,
    @Json(name = "auth_data") @Nullable String authData) {}
