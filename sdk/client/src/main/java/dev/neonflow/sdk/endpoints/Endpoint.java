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
 * @param settings how its PostgreSQL is set up
 * @param provisioner what runs it
 * @param computeReleaseVersion the release of the compute's software; null when none is attached
 * @param disabled whether connections are refused
 * @param passwordlessAccess whether it may be used without a password
 * @param creationSource who asked for it, in Neon's words, such as {@code console}
 * @param proxyHost the host without the endpoint's id; connect to {@code host}
 * @param lastActive when it was used last; null if it never was
 * @param startedAt when it was started last
 * @param suspendedAt when it was suspended last
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
    EndpointSettings settings,
    Provisioner provisioner,
    @Json(name = "compute_release_version") @Nullable String computeReleaseVersion,
    boolean disabled,
    @Json(name = "passwordless_access") boolean passwordlessAccess,
    @Json(name = "creation_source") String creationSource,
    @Json(name = "proxy_host") String proxyHost,
    @Json(name = "last_active") @Nullable Instant lastActive,
    @Json(name = "started_at") @Nullable Instant startedAt,
    @Json(name = "suspended_at") @Nullable Instant suspendedAt,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt) {}
