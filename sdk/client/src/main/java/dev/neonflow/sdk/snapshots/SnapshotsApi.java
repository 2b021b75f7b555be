package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * The snapshots of a project. Thread-safe. Every method is one request and throws a {@link
 * dev.neonflow.sdk.error.NeonException}. Neon calls the whole group beta.
 */
public interface SnapshotsApi {

  /**
   * All snapshots of the project, in one answer.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listsnapshots">listSnapshots</a>
   */
  List<Snapshot> list(String projectId);

  /**
   * Makes a snapshot of a branch, which has to be a root; answers before it is done. If the answer
   * is lost, a new snapshot of the same branch with the name asked for is taken for it. If there is
   * none, or no name was asked for, nobody can tell: names need not be unique.
   *
   * @throws dev.neonflow.sdk.error.LimitExceededException if the plan allows no more
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if it may have been made or not
   * @see <a href="https://api-docs.neon.tech/reference/createsnapshot">createSnapshot</a>
   */
  SnapshotCreated create(String projectId, String branchId, CreateSnapshot request);

  /**
   * Changes a snapshot.
   *
   * @see <a href="https://api-docs.neon.tech/reference/updatesnapshot">updateSnapshot</a>
   */
  Snapshot update(String projectId, String snapshotId, UpdateSnapshot request);

  /**
   * Deletes a snapshot; answers before it is gone.
   *
   * @return operations to be waited for; empty if the answer was lost and it is gone
   * @throws dev.neonflow.sdk.error.NotFoundException if it is not there
   * @see <a href="https://api-docs.neon.tech/reference/deletesnapshot">deleteSnapshot</a>
   */
  List<Operation> delete(String projectId, String snapshotId);

  /**
   * Makes a branch with the snapshot's data, and replaces the target branch by it if told to;
   * answers before it is ready. Beta. If the answer is lost, a new branch is looked for: by its
   * name, or, where it was to replace the target, by what Neon notes on it. An unnamed branch
   * beside the target cannot be told from that of another caller.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @throws dev.neonflow.sdk.error.AmbiguousWriteException if it may have been done or not
   * @see <a href="https://api-docs.neon.tech/reference/restoresnapshot">restoreSnapshot</a>
   */
  SnapshotRestored restore(String projectId, String snapshotId, RestoreSnapshot request);

  /**
   * When Neon makes snapshots of a branch by itself.
   *
   * @see <a href="https://api-docs.neon.tech/reference/getsnapshotschedule">getSnapshotSchedule</a>
   */
  BackupSchedule getSchedule(String projectId, String branchId);

  /**
   * Sets when Neon makes snapshots of a branch by itself, in place of the whole schedule before.
   *
   * @throws IllegalArgumentException if a frequency is UNKNOWN
   * @see <a href="https://api-docs.neon.tech/reference/setsnapshotschedule">setSnapshotSchedule</a>
   */
  void setSchedule(String projectId, String branchId, BackupSchedule schedule);
}
