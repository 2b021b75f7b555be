package dev.neonflow.sdk.databases;

import java.util.List;

/**
 * The databases of a branch. Thread-safe. Every method throws a {@link
 * dev.neonflow.sdk.error.NeonException}; the writes an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException} if their answer was lost and a look cannot tell
 * what became of them.
 */
public interface DatabasesApi {
  /**
   * All databases of the branch.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/listprojectbranchdatabases">listProjectBranchDatabases</a>
   */
  List<Database> list(String projectId, String branchId);

  /**
   * Makes a database; answers before it can be used.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojectbranchdatabase">createProjectBranchDatabase</a>
   */
  DatabaseUpdated create(String projectId, String branchId, CreateDatabase request);

  /**
   * One database.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getprojectbranchdatabase">getProjectBranchDatabase</a>
   */
  Database get(String projectId, String branchId, String databaseName);

  /**
   * Renames a database or gives it to another role.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/updateprojectbranchdatabase">updateProjectBranchDatabase</a>
   */
  DatabaseUpdated update(
      String projectId, String branchId, String databaseName, UpdateDatabase request);

  /**
   * Deletes a database with everything in it; answers before it is gone. A database that is not
   * there is no error. If the answer was lost and there is a database of this name that is not two
   * minutes old, nobody can tell whether it is the same: it is left alone.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/deleteprojectbranchdatabase">deleteProjectBranchDatabase</a>
   */
  DatabaseDeleted delete(String projectId, String branchId, String databaseName);
}
