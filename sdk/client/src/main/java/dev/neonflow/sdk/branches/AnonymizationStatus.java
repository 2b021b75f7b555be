package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the anonymization of a branch is.
 *
 * @param projectId the project
 * @param branchId the branch
 * @param state how far
 * @param statusMessage the same for people, or what went wrong
 * @param createdAt when the anonymized branch was made
 * @param updatedAt when this changed last
 * @param failedAt when it failed
 * @param lastRun the latest attempt; null before the first
 */
public record AnonymizationStatus(
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") String branchId,
    AnonymizationState state,
    @Json(name = "status_message") @Nullable String statusMessage,
    @Json(name = "created_at") Instant createdAt,
    @Json(name = "updated_at") Instant updatedAt,
    @Json(name = "failed_at") @Nullable Instant failedAt,
    @Json(name = "last_run") @Nullable Run lastRun) {

  /**
   * One attempt.
   *
   * @param startedAt when it began
   * @param completedAt when it ended, also if it failed
   * @param triggeredBy the id of the user who started it
   * @param triggeredByUsername that user's name
   * @param maskedColumns how many columns had rules
   */
  public record Run(
      @Json(name = "started_at") @Nullable Instant startedAt,
      @Json(name = "completed_at") @Nullable Instant completedAt,
      @Json(name = "triggered_by") @Nullable String triggeredBy,
      @Json(name = "triggered_by_username") @Nullable String triggeredByUsername,
      @Json(name = "masked_columns") @Nullable Integer maskedColumns) {}
}
