package dev.neonflow.sdk.internal.restore;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import dev.neonflow.sdk.snapshots.RestoreSnapshot;
import dev.neonflow.sdk.snapshots.SnapshotRestored;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Tells what became of a restore whose answer was lost. */
public final class RestoredBranches {
  private static final int NEWEST = 100;

  private final Looks looks;

  interface Looks {
    @GET("projects/{project_id}/branches")
    Call<Origins> branches(
        @Path("project_id") String project,
        @Query("search") @Nullable String search,
        @Query("limit") int limit);

    @GET("projects/{project_id}/branches/{branch_id}")
    Call<OneBranch> branch(@Path("project_id") String project, @Path("branch_id") String branch);
  }

  /** Answer of the branch list, as far as it tells what became of a restore. */
  public record Origins(List<Origin> branches) {}

  /** Where a branch comes from. */
  public record Origin(
      String id,
      String name,
      @Json(name = "created_at") Instant createdAt,
      @Json(name = "restored_from") @Nullable String restoredFrom,
      @Json(name = "restored_as") @Nullable String restoredAs) {}

  /** Answer of one branch. */
  public record OneBranch(Branch branch) {}

  /** Over these. */
  public RestoredBranches(Retrofit retrofit) {
    this.looks = retrofit.create(Looks.class);
  }

  /**
   * What to do when the answer was lost.
   *
   * @param since what the restore made is not older
   */
  public Write<SnapshotRestored> write(
      String project, String snapshot, RestoreSnapshot request, Instant since) {
    String name = request.name();
    if (Boolean.TRUE.equals(request.finalizeRestore())) {
      // The new branch takes the target's name, whatever was asked for.
      return new Write<>(
          "the branches restored from snapshot " + snapshot + " of project " + project,
          project,
          reads -> replaced(reads, project, snapshot, request.targetBranchId(), since));
    }
    return name == null
        ? Write.unresolved("the newest branches of project " + project)
        : new Write<>(
            "the branch named " + name + " of project " + project,
            project,
            reads -> named(reads, project, snapshot, name, since));
  }

  private Finding<SnapshotRestored> named(
      CallRunner reads, String project, String snapshot, String name, Instant since) {
    List<Origin> all = reads.read(looks.branches(project, name, NEWEST)).branches();
    List<Origin> found = all.stream().filter(one -> one.name().equals(name)).toList();
    if (found.isEmpty()) {
      // Of a full page nobody knows what follows.
      return all.size() < NEWEST ? new Finding.NotDone<>() : new Finding.Unknown<>();
    }
    Origin one = found.get(0);
    return one.createdAt().isBefore(since) || !snapshot.equals(one.restoredFrom())
        ? new Finding.Unknown<>()
        : done(reads, project, one);
  }

  private Finding<SnapshotRestored> replaced(
      CallRunner reads, String project, String snapshot, @Nullable String target, Instant since) {
    List<Origin> found =
        reads.read(looks.branches(project, null, NEWEST)).branches().stream()
            .filter(one -> snapshot.equals(one.restoredFrom()))
            .filter(one -> target == null || target.equals(one.restoredAs()))
            .filter(one -> !one.createdAt().isBefore(since))
            .toList();
    return found.size() == 1 ? done(reads, project, found.get(0)) : new Finding.Unknown<>();
  }

  private Finding<SnapshotRestored> done(CallRunner reads, String project, Origin one) {
    var branch = reads.read(looks.branch(project, one.id())).branch();
    return new Finding.Done<>(new SnapshotRestored(branch, null, List.of()));
  }
}
