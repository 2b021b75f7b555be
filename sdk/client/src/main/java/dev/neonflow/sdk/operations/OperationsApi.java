package dev.neonflow.sdk.operations;

import dev.neonflow.sdk.paging.Page;
import java.time.Duration;
import java.util.List;

/** What Neon is doing. Thread-safe. */
public interface OperationsApi {

  /** One operation. */
  Operation get(String projectId, String operationId);

  /** One page of the project's operations, newest first. */
  Page<Operation> list(String projectId, ListOperations query);

  /** Like {@link #await(String, List, WaitOptions)} with the usual intervals. */
  default List<Operation> await(String projectId, List<Operation> operations, Duration deadline) {
    return await(projectId, operations, WaitOptions.within(deadline));
  }

  /**
   * Waits until every operation is finished or skipped. Those that already are cost no request.
   *
   * @return the operations in the same order, as last seen
   * @throws dev.neonflow.sdk.error.OperationFailedException if one ends otherwise
   * @throws dev.neonflow.sdk.error.NeonTimeoutException if the deadline passes first
   * @throws dev.neonflow.sdk.error.NeonInterruptedException if the thread is interrupted
   */
  List<Operation> await(String projectId, List<Operation> operations, WaitOptions options);
}
