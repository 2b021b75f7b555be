package dev.neonflow.sdk.endpoints;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A compute that answers for a branch.
 *
 * @param id its id, {@code ep-...}
 * @param projectId the project it belongs to
 * @param branchId the branch it answers for
 * @param host the host to connect to; {@code host:port} on an embedded Neon
 * @param type what it is for
 * @param currentState what it does
 * @param pendingState what it is about to do; null when at rest
 * @param name a name given by a person
 * @param regionId where it runs
 * @param autoscalingLimitMinCu least size in compute units
 * @param autoscalingLimitMaxCu greatest size in compute units
 * @param suspendTimeoutSeconds idle time after which it is suspended: 0 is the default, -1 never
 * @param disabled whether connections are refused
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 */
public record Endpoint(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") String branchId,
    String host,
    EndpointType type,
    @Json(name = "current_state") EndpointState currentState,
    @Json(name = "pending_state") @Nullable EndpointState pendingState,
    @Nullable String name,
    @Json(name = "region_id") String regionId,
    @Json(name = "autoscaling_limit_min_cu") double autoscalingLimitMinCu,
    @Json(name = "autoscaling_limit_max_cu") double autoscalingLimitMaxCu,
    @Json(name = "suspend_timeout_seconds") long suspendTimeoutSeconds,
    boolean disabled,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
