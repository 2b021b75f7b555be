package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import org.jspecify.annotations.Nullable;

/**
 * How much a project may use in a billing period; 0 or nothing is no limit. When one is used up,
 * all computes stop and do not start again, except for the size, which only stops writing to the
 * branch that is too big. Each method returns a changed copy.
 *
 * @param activeTimeSeconds time that computes run, in seconds
 * @param computeTimeSeconds CPU time of the computes, in seconds
 * @param writtenDataBytes data written to all branches, in bytes
 * @param dataTransferBytes data sent out through the proxy, in bytes
 * @param logicalSizeBytes size of each branch, in bytes
 */
public record ProjectQuota(
    @Json(name = "active_time_seconds") @Nullable Long activeTimeSeconds,
    @Json(name = "compute_time_seconds") @Nullable Long computeTimeSeconds,
    @Json(name = "written_data_bytes") @Nullable Long writtenDataBytes,
    @Json(name = "data_transfer_bytes") @Nullable Long dataTransferBytes,
    @Json(name = "logical_size_bytes") @Nullable Long logicalSizeBytes) {
  /** Refuses negative numbers. */
  public ProjectQuota {
    requireNotNegative(activeTimeSeconds, "activeTimeSeconds");
    requireNotNegative(computeTimeSeconds, "computeTimeSeconds");
    requireNotNegative(writtenDataBytes, "writtenDataBytes");
    requireNotNegative(dataTransferBytes, "dataTransferBytes");
    requireNotNegative(logicalSizeBytes, "logicalSizeBytes");
  }

  /** Limits nothing yet. */
  public static ProjectQuota create() {
    return new ProjectQuota(null, null, null, null, null);
  }

  /** Limits the time that computes run. */
  public ProjectQuota activeTimeSeconds(long seconds) {
    return new ProjectQuota(
        seconds, computeTimeSeconds, writtenDataBytes, dataTransferBytes, logicalSizeBytes);
  }

  /** Limits the CPU time of the computes. */
  public ProjectQuota computeTimeSeconds(long seconds) {
    return new ProjectQuota(
        activeTimeSeconds, seconds, writtenDataBytes, dataTransferBytes, logicalSizeBytes);
  }

  /** Limits the data written to all branches. */
  public ProjectQuota writtenDataBytes(long bytes) {
    return new ProjectQuota(
        activeTimeSeconds, computeTimeSeconds, bytes, dataTransferBytes, logicalSizeBytes);
  }

  /** Limits the data sent out through the proxy. */
  public ProjectQuota dataTransferBytes(long bytes) {
    return new ProjectQuota(
        activeTimeSeconds, computeTimeSeconds, writtenDataBytes, bytes, logicalSizeBytes);
  }

  /** Limits the size of each branch. */
  public ProjectQuota logicalSizeBytes(long bytes) {
    return new ProjectQuota(
        activeTimeSeconds, computeTimeSeconds, writtenDataBytes, dataTransferBytes, bytes);
  }

  private static void requireNotNegative(@Nullable Long value, String name) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(name + " is negative: " + value);
    }
  }
}
