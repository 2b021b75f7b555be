package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.paging.Page;

/**
 * The branches of a project. Thread-safe. Every method is one request and throws a {@link
 * dev.neonflow.sdk.error.NeonException}; the writes an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException} if their answer was lost.
 */
public interface BranchesApi {

  /** One page of branches. */
  Page<AnnotatedBranch> list(String projectId, ListBranches query);

  /**
   * Makes a branch; answers before it is ready.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @throws dev.neonflow.sdk.error.LimitExceededException if the project has its fill of branches
   */
  BranchCreated create(String projectId, CreateBranch request);

  /** One branch. */
  AnnotatedBranch get(String projectId, String branchId);

  /** Changes a branch. */
  BranchUpdated update(String projectId, String branchId, UpdateBranch request);

  /** Deletes a branch; answers before it is gone. A branch that is not there is no error. */
  BranchDeleted delete(String projectId, String branchId);
}
