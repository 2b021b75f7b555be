package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation on the wire. */
public record WireOperation(
    String id,
    @Json(name = "project_id") String projectId,
    @Json(name = "branch_id") @Nullable String branchId,
    @Json(name = "endpoint_id") @Nullable String endpointId,
    String action,
    String status,
    @Nullable String error,
    @Json(name = "failures_count") int failuresCount,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt,
    @Json(name = "total_duration_ms") long totalDurationMs) {

  static WireOperation of(String projectId, Operation operation) {
    return new WireOperation(
        operation.id(),
        projectId,
        operation.branchId(),
        operation.endpointId(),
        Wire.name(operation.action()),
        Wire.name(operation.status()),
        operation.error(),
        operation.status() == Operation.Status.FAILED ? 1 : 0,
        Wire.text(operation.createdAt()),
        Wire.text(operation.updatedAt()),
        operation.duration().toMillis());
  }

  static List<WireOperation> of(String projectId, List<Operation> operations) {
    return operations.stream().map(operation -> of(projectId, operation)).toList();
  }
}
