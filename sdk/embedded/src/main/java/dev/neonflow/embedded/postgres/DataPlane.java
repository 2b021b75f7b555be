package dev.neonflow.embedded.postgres;

import java.util.Set;

/**
 * The data of all branches: one data directory per branch, and one PostgreSQL process per compute.
 * Thread-safe. Methods block until what they name has happened; all throw {@link PostgresException}
 * with one clear sentence when it could not.
 */
public interface DataPlane extends AutoCloseable {

  /**
   * Makes the data directory of a project's first branch: an empty database owned by a role that
   * may do what a Neon owner may, and no more.
   */
  void createRoot(String branchId, String role, String password, String database);

  /**
   * Copies a branch as it is at the end of the copy, while its compute, if it is running, keeps
   * serving. A copy that was not finished leaves nothing behind.
   *
   * @return the position in the parent's write-ahead log that the copy stands for, as {@code
   *     0/1A2B3C4}
   */
  String copy(String parentBranchId, String branchId);

  /**
   * Opens the public port of a compute and starts its PostgreSQL process. The port is served until
   * {@link Compute#close()}; a process that died is started again by the next connection.
   */
  Compute open(ComputeSpec spec);

  /** Removes a branch's data. Its compute must be closed. A missing branch is not an error. */
  void delete(String branchId);

  /**
   * Keeps a branch's data out of the way, for somebody who may still want it: from now on there is
   * no branch of this id. Its compute must be closed. A missing branch is not an error.
   */
  void setAside(String branchId);

  /** The ids of the branches that have data. */
  Set<String> branches();

  /** The server's version, for example {@code 18.6}. */
  String version();

  /** Stops every compute, releases every port and the lock on the directory. */
  @Override
  void close();
}
