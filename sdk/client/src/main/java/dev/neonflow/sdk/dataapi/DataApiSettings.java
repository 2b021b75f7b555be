package dev.neonflow.sdk.dataapi;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Data API behaves. What is null has Neon's default.
 *
 * @param dbAggregatesEnabled whether requests may aggregate; default true
 * @param dbAnonRole the database role of requests without a token; default {@code anonymous}
 * @param dbExtraSearchPath more schemas for the search path
 * @param dbMaxRows how many rows one answer may have
 * @param dbSchemas the schemas it shows; default {@code public}
 * @param jwtRoleClaimKey where in a token the role is; default {@code .role}
 * @param jwtCacheMaxLifetime how long a checked token is remembered, in whole seconds
 * @param openapiMode whether it describes itself; default no
 * @param serverCorsAllowedOrigins the origins whose pages may use it
 * @param serverTimingEnabled whether answers say how long their parts took
 */
public record DataApiSettings(
    @Json(name = "db_aggregates_enabled") @Nullable Boolean dbAggregatesEnabled,
    @Json(name = "db_anon_role") @Nullable String dbAnonRole,
    @Json(name = "db_extra_search_path") @Nullable String dbExtraSearchPath,
    @Json(name = "db_max_rows") @Nullable Integer dbMaxRows,
    @Json(name = "db_schemas") @Nullable List<String> dbSchemas,
    @Json(name = "jwt_role_claim_key") @Nullable String jwtRoleClaimKey,
    @Json(name = "jwt_cache_max_lifetime") @Seconds @Nullable Duration jwtCacheMaxLifetime,
    @Json(name = "openapi_mode") @Nullable OpenApiMode openapiMode,
    @Json(name = "server_cors_allowed_origins") @Nullable String serverCorsAllowedOrigins,
    @Json(name = "server_timing_enabled") @Nullable Boolean serverTimingEnabled) {}
