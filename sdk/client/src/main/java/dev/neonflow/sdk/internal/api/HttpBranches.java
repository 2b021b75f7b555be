package dev.neonflow.sdk.internal.api;

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
import dev.neonflow.sdk.paging.Page;
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
    @GET("projects/{project}/branches")
    Call<Wire.Branches> list(
        @Path("project") String project,
        @Query("search") @Nullable String search,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);

    @POST("projects/{project}/branches")
    Call<Wire.CreatedBranch> create(
        @Path("project") String project, @Body Wire.CreateBranchBody body);

    @GET("projects/{project}/branches/{branch}")
    Call<Wire.OneBranch> get(@Path("project") String project, @Path("branch") String branch);

    @PATCH("projects/{project}/branches/{branch}")
    Call<Wire.ChangedBranch> update(
        @Path("project") String project, @Path("branch") String branch, @Body UpdateBranch body);

    @DELETE("projects/{project}/branches/{branch}")
    Call<Wire.ChangedBranch> delete(@Path("project") String project, @Path("branch") String branch);
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
        runner.write(routes.create(project, body(request)), what + " of project " + project);
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
        runner.write(routes.update(project, branch, request), at(project, branch));
    return new BranchUpdated(answer.branch(), answer.operations());
  }

  @Override
  public BranchDeleted delete(String projectId, String branchId) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    return runner
        .writeOrNothing(routes.delete(project, branch), at(project, branch))
        .map(answer -> new BranchDeleted(answer.branch(), answer.operations()))
        .orElseGet(BranchDeleted::wasNotThere);
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
