package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Change;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.BranchesApi;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.paging.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Branches over HTTP. */
public final class HttpBranches implements BranchesApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches")
    Call<Wire.Branches> list(
        @Path("project_id") String project,
        @Query("search") @Nullable String search,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);

    @POST("projects/{project_id}/branches")
    Call<Wire.CreatedBranch> create(
        @Path("project_id") String project, @Body Wire.CreateBranchBody body);

    @GET("projects/{project_id}/branches/{branch_id}")
    Call<Wire.OneBranch> get(@Path("project_id") String project, @Path("branch_id") String branch);

    @PATCH("projects/{project_id}/branches/{branch_id}")
    Call<Wire.ChangedBranch> update(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body Wire.UpdateBranchBody body);

    @DELETE("projects/{project_id}/branches/{branch_id}")
    Call<Wire.ChangedBranch> delete(
        @Path("project_id") String project, @Path("branch_id") String branch);
  }

  /** Over these. */
  public HttpBranches(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public Page<AnnotatedBranch> list(String projectId, ListBranches query) {
    Wire.Branches answer =
        runner.read(
            routes.list(
                Arguments.id(projectId, "projectId"),
                query.search(),
                query.limit(),
                query.cursor()));
    Map<String, Wire.Annotation> notes =
        answer.annotations() == null ? Map.of() : answer.annotations();
    List<AnnotatedBranch> items =
        answer.branches().stream()
            .map(branch -> annotated(branch, notes.get(branch.id())))
            .toList();
    return new Page<>(items, answer.pagination() == null ? null : answer.pagination().next());
  }

  @Override
  public BranchCreated create(String projectId, CreateBranch request) {
    String project = Arguments.id(projectId, "projectId");
    String what =
        request.name() == null ? "the newest branches" : "the branch named " + request.name();
    Wire.CreatedBranch answer =
        runner.write(
            routes.create(project, body(request)),
            Write.unresolved(what + " of project " + project));
    List<ConnectionUri> uris =
        answer.connectionUris() == null
            ? List.of()
            : answer.connectionUris().stream()
                .map(connection -> ConnectionUris.parse(connection.connectionUri()))
                .toList();
    return new BranchCreated(
        answer.branch(),
        answer.endpoints(),
        answer.operations(),
        answer.roles(),
        answer.databases(),
        uris);
  }

  @Override
  public AnnotatedBranch get(String projectId, String branchId) {
    Wire.OneBranch answer =
        runner.read(
            routes.get(Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")));
    return annotated(answer.branch(), answer.annotation());
  }

  @Override
  public BranchUpdated update(String projectId, String branchId, UpdateBranch request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    Wire.ChangedBranch answer =
        runner.write(
            routes.update(project, branch, new Wire.UpdateBranchBody(request)),
            Write.compared(
                at(project, branch),
                project,
                reads -> reads.read(routes.get(project, branch)).branch(),
                now -> isMet(request, now),
                now -> new Wire.ChangedBranch(now, List.of())));
    return new BranchUpdated(answer.branch(), answer.operations());
  }

  @Override
  public BranchDeleted delete(String projectId, String branchId) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    return runner
        .writeOrNothing(
            routes.delete(project, branch),
            Write.removal(
                at(project, branch), project, reads -> reads.read(routes.get(project, branch))))
        .map(answer -> new BranchDeleted(answer.branch(), answer.operations()))
        .orElseGet(BranchDeleted::wasNotThere);
  }

  /** Whether a branch is already as the change wants it; Neon keeps whole seconds. */
  private static boolean isMet(UpdateBranch change, Branch now) {
    Instant expiry = change.expiresAt().value();
    Change<Instant> kept =
        expiry == null ? change.expiresAt() : Change.to(expiry.truncatedTo(ChronoUnit.SECONDS));
    return (change.name() == null || change.name().equals(now.name()))
        && kept.isMetBy(now.expiresAt())
        && (change.isProtected() == null || change.isProtected() == now.isProtected());
  }

  private static String at(String project, String branch) {
    return "the branch " + branch + " of project " + project;
  }

  private static AnnotatedBranch annotated(Branch branch, Wire.@Nullable Annotation annotation) {
    Map<String, String> notes = new HashMap<>();
    if (annotation != null && annotation.value() != null) {
      notes.putAll(annotation.value());
      notes.values().removeIf(value -> value == null);
    }
    return new AnnotatedBranch(branch, notes);
  }

  private static Wire.CreateBranchBody body(CreateBranch request) {
    return new Wire.CreateBranchBody(
        new Wire.BranchPart(
            request.name(),
            request.parentId(),
            request.expiresAt(),
            request.isProtected() ? Boolean.TRUE : null,
            request.initSource()),
        request.endpoints().stream()
            .map(
                endpoint ->
                    new Wire.EndpointPart(
                        endpoint.type(),
                        endpoint.minCu(),
                        endpoint.maxCu(),
                        endpoint.suspendTimeoutSeconds()))
            .toList(),
        request.annotations().isEmpty() ? null : request.annotations());
  }
}
