package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.internal.http.Write.Finding;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.snapshots.BackupFrequency;
import dev.neonflow.sdk.snapshots.BackupSchedule;
import dev.neonflow.sdk.snapshots.CreateSnapshot;
import dev.neonflow.sdk.snapshots.RestoreSnapshot;
import dev.neonflow.sdk.snapshots.Snapshot;
import dev.neonflow.sdk.snapshots.SnapshotCreated;
import dev.neonflow.sdk.snapshots.SnapshotRestored;
import dev.neonflow.sdk.snapshots.SnapshotsApi;
import dev.neonflow.sdk.snapshots.UpdateSnapshot;
import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Snapshots over HTTP. */
public final class HttpSnapshots implements SnapshotsApi {
  private final CallRunner runner;
  private final Routes routes;
  private final Retrofit retrofit;

  interface Routes {
    @GET("projects/{project_id}/snapshots")
    Call<SnapshotsWire.Snapshots> list(@Path("project_id") String project);

    @POST("projects/{project_id}/branches/{branch_id}/snapshot")
    Call<SnapshotCreated> create(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Query("lsn") @Nullable String lsn,
        @Query("timestamp") @Nullable Instant timestamp,
        @Query("name") @Nullable String name,
        @Query("expires_at") @Nullable Instant expiresAt);

    @PATCH("projects/{project_id}/snapshots/{snapshot_id}")
    Call<SnapshotsWire.OneSnapshot> update(
        @Path("project_id") String project,
        @Path("snapshot_id") String snapshot,
        @Body SnapshotsWire.UpdateSnapshotBody body);

    @DELETE("projects/{project_id}/snapshots/{snapshot_id}")
    Call<SnapshotsWire.Deleted> delete(
        @Path("project_id") String project, @Path("snapshot_id") String snapshot);

    @POST("projects/{project_id}/snapshots/{snapshot_id}/restore")
    Call<SnapshotRestored> restore(
        @Path("project_id") String project,
        @Path("snapshot_id") String snapshot,
        @Body RestoreSnapshot body);

    @GET("projects/{project_id}/branches/{branch_id}/backup_schedule")
    Call<BackupSchedule> getSchedule(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @PUT("projects/{project_id}/branches/{branch_id}/backup_schedule")
    Call<Void> setSchedule(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body BackupSchedule schedule);
  }

  /** Over these. */
  public HttpSnapshots(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
    this.retrofit = retrofit;
  }

  @Override
  public List<Snapshot> list(String projectId) {
    return list(runner, Arguments.id(projectId, "projectId"));
  }

  @Override
  public SnapshotCreated create(String projectId, String branchId, CreateSnapshot request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    Instant since = Lookups.earliest(runner.settings().clock());
    Instant expiry = Checks.present(request, "request").expiresAt();
    return runner.write(
        routes.create(
            project,
            branch,
            request.lsn(),
            request.timestamp(),
            request.name(),
            expiry == null ? null : expiry.truncatedTo(ChronoUnit.SECONDS)),
        new Write<>(
            "the newest snapshots of branch " + branch + " of project " + project,
            project,
            reads -> created(list(reads, project), branch, request.name(), since)));
  }

  @Override
  public Snapshot update(String projectId, String snapshotId, UpdateSnapshot request) {
    String project = Arguments.id(projectId, "projectId");
    String snapshot = Arguments.id(snapshotId, "snapshotId");
    return runner
        .write(
            routes.update(
                project,
                snapshot,
                new SnapshotsWire.UpdateSnapshotBody(Checks.present(request, "request"))),
            Write.lookedUp(
                at(project, snapshot),
                project,
                reads ->
                    found(reads, project, snapshot)
                        .filter(now -> request.name() == null || request.name().equals(now.name()))
                        .map(SnapshotsWire.OneSnapshot::new)
                        .orElse(null)))
        .snapshot();
  }

  @Override
  public List<Operation> delete(String projectId, String snapshotId) {
    String project = Arguments.id(projectId, "projectId");
    String snapshot = Arguments.id(snapshotId, "snapshotId");
    return runner
        .writeOrNothing(
            routes.delete(project, snapshot),
            new Write<>(
                at(project, snapshot),
                project,
                reads ->
                    found(reads, project, snapshot).isPresent()
                        ? new Finding.NotDone<>()
                        : new Finding.Gone<>()))
        .map(SnapshotsWire.Deleted::operations)
        .orElse(List.of());
  }

  @Override
  public SnapshotRestored restore(String projectId, String snapshotId, RestoreSnapshot request) {
    String project = Arguments.id(projectId, "projectId");
    String snapshot = Arguments.id(snapshotId, "snapshotId");
    Instant since = Lookups.earliest(runner.settings().clock());
    return runner.write(
        routes.restore(project, snapshot, Checks.present(request, "request")),
        new SnapshotRestores(project, snapshot, since, retrofit).write(request));
  }

  @Override
  public BackupSchedule getSchedule(String projectId, String branchId) {
    return runner.read(
        routes.getSchedule(
            Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")));
  }

  @Override
  public void setSchedule(String projectId, String branchId, BackupSchedule schedule) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    if (Checks.present(schedule, "schedule").schedule().stream()
        .anyMatch(i -> i.frequency() == BackupFrequency.UNKNOWN)) {
      throw new IllegalArgumentException("frequency UNKNOWN cannot be asked for");
    }
    var unused =
        runner.writeOrNothing(
            routes.setSchedule(project, branch, schedule),
            Write.repeatable(
                "the backup schedule of branch " + branch + " of project " + project, project));
  }

  private List<Snapshot> list(CallRunner reads, String project) {
    return reads.read(routes.list(project)).snapshots();
  }

  private Optional<Snapshot> found(CallRunner reads, String project, String snapshot) {
    return list(reads, project).stream().filter(one -> one.id().equals(snapshot)).findFirst();
  }

  /** Names may be given twice: only a single new one is ours, and none may still come. */
  private static Finding<SnapshotCreated> created(
      List<Snapshot> all, String branch, @Nullable String name, Instant since) {
    List<Snapshot> ours =
        all.stream()
            .filter(one -> one.name().equals(name) && branch.equals(one.sourceBranchId()))
            .filter(one -> !one.createdAt().isBefore(since))
            .toList();
    return ours.size() == 1
        ? new Finding.Done<>(new SnapshotCreated(ours.get(0), List.of()))
        : new Finding.Unknown<>();
  }

  private static String at(String project, String snapshot) {
    return "the snapshot " + snapshot + " of project " + project;
  }
}
