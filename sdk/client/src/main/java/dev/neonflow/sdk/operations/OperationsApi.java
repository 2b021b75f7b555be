package dev.neonflow.sdk.operations;

import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;
import java.time.Duration;
import java.util.List;

/** What Neon is doing. Thread-safe. */
public interface OperationsApi {

  /**
   * One operation.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a href="https://api-docs.neon.tech/reference/getprojectoperation">getProjectOperation</a>
   */
  Operation get(String projectId, String operationId);

  /**
   * One page of the project's operations, newest first. Neon may forget them after six months.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectoperations">listProjectOperations</a>
   */
  Page<Operation> list(String projectId, ListOperations query);

  /** Like {@link #list}, page after page as they are needed, from the query's cursor on. */
  default Pages<Operation> listAll(String projectId, ListOperations query) {
    return Pages.of(cursor -> list(projectId, cursor == null ? query : query.cursor(cursor)));
  }

  /** Like {@link #await(String, List, WaitOptions)} with the usual intervals. */
  default List<Operation> await(String projectId, List<Operation> operations, Duration deadline) {
    return await(projectId, operations, WaitOptions.within(deadline));
  }

  /**
   * Waits until every operation is finished or skipped. Those that already are cost no request. A
   * failed one is waited for as long as Neon may try it again, one in an unknown status until the
   * deadline.
   *
   * @return the operations in the same order, as last seen
   * @throws dev.neonflow.sdk.error.OperationFailedException if one ends otherwise
   * @throws dev.neonflow.sdk.error.NeonTimeoutException if the deadline passes first
   * @throws dev.neonflow.sdk.error.NeonInterruptedException if the thread is interrupted
   */
  List<Operation> await(String projectId, List<Operation> operations, WaitOptions options);
}
