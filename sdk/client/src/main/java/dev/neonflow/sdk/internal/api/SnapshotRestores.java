package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import dev.neonflow.sdk.snapshots.RestoreSnapshot;
import dev.neonflow.sdk.snapshots.SnapshotRestored;
import java.time.Instant;
import java.util.List;
import retrofit2.Retrofit;

/**
 * What to do about a restore of a snapshot whose answer was lost: a branch says which snapshot it
 * comes from.
 *
 * @param since what the restore made is not older
 */
record SnapshotRestores(String project, String snapshot, Instant since, Retrofit retrofit) {
  private static final int NEWEST = 100;

  Write<SnapshotRestored> write(RestoreSnapshot request) {
    String name = request.name();
    if (Boolean.TRUE.equals(request.finalizeRestore())) {
      // The new branch takes the target's name, whatever was asked for.
      return new Write<>(
          "the branches restored from snapshot " + snapshot + " of project " + project,
          project,
          reads -> replaced(reads, request));
    }
    return name == null
        ? Write.unresolved("the newest branches of project " + project)
        : new Write<>(
            "the branch named " + name + " of project " + project,
            project,
            reads -> named(reads, name));
  }

  private Finding<SnapshotRestored> named(CallRunner reads, String name) {
    return new HttpBranches(reads, retrofit)
        .find(project, name)
        .map(AnnotatedBranch::branch)
        .map(found -> isOurs(found) ? done(found) : new Finding.Unknown<SnapshotRestored>())
        .orElseGet(Finding.NotDone::new);
  }

  private Finding<SnapshotRestored> replaced(CallRunner reads, RestoreSnapshot request) {
    String target = request.targetBranchId();
    List<Branch> found =
        new HttpBranches(reads, retrofit)
            .list(project, ListBranches.all().limit(NEWEST)).items().stream()
                .map(AnnotatedBranch::branch)
                .filter(this::isOurs)
                .filter(branch -> target == null || target.equals(branch.restoredAs()))
                .toList();
    return found.size() == 1 ? done(found.get(0)) : new Finding.Unknown<>();
  }

  private boolean isOurs(Branch branch) {
    return snapshot.equals(branch.restoredFrom()) && !branch.createdAt().isBefore(since);
  }

  private static Finding<SnapshotRestored> done(Branch branch) {
    return new Finding.Done<>(new SnapshotRestored(branch, null, List.of()));
  }
}
