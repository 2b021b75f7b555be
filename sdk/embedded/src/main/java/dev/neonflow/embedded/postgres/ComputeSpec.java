package dev.neonflow.embedded.postgres;

/**
 * What a compute serves. The other three ids are visible to SQL as {@code neon.project_id}, {@code
 * neon.branch_id} and {@code neon.endpoint_id}.
 *
 * @param timelineId where the data is
 * @param endpointId empty if there is no endpoint, for a compute that only its opener knows of
 * @param port the public port, or 0 for any free one
 */
public record ComputeSpec(
    String timelineId, String projectId, String branchId, String endpointId, int port) {

  /** For a compute that only its opener knows of, who closes it when his work is done. */
  public static ComputeSpec hidden(String timelineId, String projectId, String branchId) {
    return new ComputeSpec(timelineId, projectId, branchId, "", 0);
  }

  boolean hidden() {
    return endpointId.isEmpty();
  }

  ComputeSpec on(String otherTimelineId) {
    return new ComputeSpec(otherTimelineId, projectId, branchId, endpointId, port);
  }
}
