package dev.neonflow.sdk.endpoints;

import java.util.List;

/**
 * The computes of a project. Thread-safe. Every method throws a {@link
 * dev.neonflow.sdk.error.NeonException}; the writes an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException} if their answer was lost and a look cannot tell
 * what became of them.
 */
public interface EndpointsApi {
  /**
   * All endpoints of the project.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectendpoints">listProjectEndpoints</a>
   */
  List<Endpoint> list(String projectId);

  /**
   * The endpoints of one branch.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectbranchendpoints">listProjectBranchEndpoints</a>
   */
  List<Endpoint> listOfBranch(String projectId, String branchId);

  /**
   * Adds an endpoint to a branch and starts it; answers before it runs. A lost answer is made good
   * for an endpoint that reads and writes, because a branch has only one.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the branch has one that reads and writes
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojectendpoint">createProjectEndpoint</a>
   */
  EndpointUpdated create(String projectId, AddEndpoint request);

  /**
   * One endpoint.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a href="https://api-docs.neon.tech/reference/getprojectendpoint">getProjectEndpoint</a>
   */
  Endpoint get(String projectId, String endpointId);

  /**
   * Changes an endpoint. It must not be used before the operations are done; one that was suspended
   * runs for a short time.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/updateprojectendpoint">updateProjectEndpoint</a>
   */
  EndpointUpdated update(String projectId, String endpointId, UpdateEndpoint request);

  /**
   * Deletes an endpoint and cuts its connections; answers before it is gone. An endpoint that is
   * not there is no error.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/deleteprojectendpoint">deleteProjectEndpoint</a>
   */
  EndpointDeleted delete(String projectId, String endpointId);

  /**
   * Starts the compute; answers before it runs.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/startprojectendpoint">startProjectEndpoint</a>
   */
  EndpointUpdated start(String projectId, String endpointId);

  /**
   * Suspends the compute; answers before it is suspended.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/suspendprojectendpoint">suspendProjectEndpoint</a>
   */
  EndpointUpdated suspend(String projectId, String endpointId);

  /**
   * Suspends the compute and starts it again, which cuts its connections; answers before it runs. A
   * lost answer is always ambiguous.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/restartprojectendpoint">restartProjectEndpoint</a>
   */
  EndpointUpdated restart(String projectId, String endpointId);
}
