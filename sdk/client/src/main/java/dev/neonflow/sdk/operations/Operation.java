package dev.neonflow.sdk.operations;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something Neon does after it has answered.
 *
 * @param id its id
 * @param projectId the project it belongs to
 * @param branchId the branch it is about
 * @param endpointId the endpoint it is about
 * @param action what it does
 * @param status how far it is
 * @param error what went wrong last
 * @param failuresCount how many attempts failed
 * @param retryAt when Neon tries again, or last did
 * @param createdAt when it was made
 * @param updatedAt when it changed last
 * @param totalDurationMs how long it ran, in milliseconds
 */
public record Operation(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") @Nullable String branchId,
    @Json(name = "endpoint_id") @Nullable String endpointId,
    OperationAction action,
    OperationStatus status,
    @Nullable String error,
    @Json(name = "failures_count") int failuresCount,
    @Json(name = "retry_at") @Nullable Instant retryAt,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "total_duration_ms") long totalDurationMs) {}
