package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.projects.AvailablePreloadLibrary;
import dev.neonflow.sdk.projects.CreateProject;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.ListSharedProjects;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectCreated;
import dev.neonflow.sdk.projects.ProjectPage;
import dev.neonflow.sdk.projects.ProjectUpdated;
import dev.neonflow.sdk.projects.ProjectsApi;
import dev.neonflow.sdk.projects.TransferRequest;
import dev.neonflow.sdk.projects.UpdateProject;
import dev.neonflow.sdk.values.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/** Projects over HTTP. */
public final class HttpProjects implements ProjectsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects")
    Call<ProjectWire.Projects> list(
        @Query("search") @Nullable String search,
        @Query("org_id") @Nullable String orgId,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor,
        @Query("timeout") @Nullable Long timeout,
        @Query("recoverable") @Nullable Boolean recoverable);

    @GET("projects/shared")
    Call<ProjectWire.SharedProjects> listShared(
        @Query("search") @Nullable String search,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor,
        @Query("timeout") @Nullable Long timeout);

    @POST("projects")
    Call<ProjectWire.CreatedProject> create(@Body ProjectWire.CreateProjectBody body);

    @GET("projects/{project_id}")
    Call<ProjectWire.OneProject> get(@Path("project_id") String project);

    @PATCH("projects/{project_id}")
    Call<ProjectWire.ChangedProject> update(
        @Path("project_id") String project, @Body ProjectWire.UpdateProjectBody body);

    @DELETE("projects/{project_id}")
    Call<ProjectWire.OneProject> delete(@Path("project_id") String project);

    @GET("projects/{project_id}/available_preload_libraries")
    Call<ProjectWire.Libraries> availablePreloadLibraries(@Path("project_id") String project);

    @POST("projects/{project_id}/transfer_requests")
    Call<TransferRequest> createTransferRequest(
        @Path("project_id") String project, @Body ProjectWire.TransferBody body);

    @PUT("projects/{project_id}/transfer_requests/{request_id}")
    Call<Void> acceptTransferRequest(
        @Path("project_id") String project,
        @Path("request_id") String request,
        @Body ProjectWire.AcceptBody body);
  }

  /** Over these. */
  public HttpProjects(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public ProjectPage list(ListProjects query) {
    return page(
        runner.read(
            routes.list(
                Checks.present(query, "query").search(),
                query.orgId(),
                query.limit(),
                query.cursor(),
                millis(query.timeout()),
                query.recoverable())),
        query.limit());
  }

  @Override
  public ProjectPage listShared(ListSharedProjects query) {
    ProjectWire.SharedProjects answer =
        runner.read(
            routes.listShared(
                Checks.present(query, "query").search(),
                query.limit(),
                query.cursor(),
                millis(query.timeout())));
    return page(
        new ProjectWire.Projects(
            answer.projects(),
            answer.unavailableProjectIds(),
            answer.pagination(),
            Map.of(),
            Map.of()),
        query.limit());
  }

  /** Those that are unavailable take their places in the page, too. */
  private static ProjectPage page(ProjectWire.Projects answer, @Nullable Integer limit) {
    List<String> unavailable =
        answer.unavailableProjectIds() == null ? List.of() : answer.unavailableProjectIds();
    int places = answer.projects().size() + unavailable.size();
    boolean last = places == 0 || (limit != null && places < limit);
    Wire.Pagination pagination = answer.pagination();
    return new ProjectPage(
        answer.projects(),
        last || pagination == null ? null : pagination.cursor(),
        unavailable,
        answer.applications(),
        answer.integrations());
  }

  @Override
  public ProjectCreated create(CreateProject request) {
    String name = Checks.present(request, "request").name();
    String what = name == null ? "the newest projects" : "the projects named " + name;
    ProjectWire.CreatedProject answer =
        runner.write(
            routes.create(new ProjectWire.CreateProjectBody(request)), Write.unresolved(what));
    return new ProjectCreated(
        answer.project(),
        answer.branch(),
        answer.endpoints(),
        answer.roles(),
        answer.databases(),
        answer.connectionUris().stream()
            .map(connection -> ConnectionUris.parse(connection.connectionUri()))
            .toList(),
        answer.operations());
  }

  @Override
  public Project get(String projectId) {
    return runner.read(routes.get(Arguments.id(projectId, "projectId"))).project();
  }

  @Override
  public ProjectUpdated update(String projectId, UpdateProject request) {
    String project = Arguments.id(projectId, "projectId");
    ProjectWire.ChangedProject answer =
        runner.write(
            routes.update(
                project, new ProjectWire.UpdateProjectBody(Checks.present(request, "request"))),
            Write.compared(
                at(project),
                project,
                reads -> reads.read(routes.get(project)).project(),
                now -> ProjectChanges.isMet(request, now),
                now -> new ProjectWire.ChangedProject(now, List.of())));
    return new ProjectUpdated(answer.project(), answer.operations());
  }

  @Override
  public Optional<Project> delete(String projectId) {
    String project = Arguments.id(projectId, "projectId");
    return runner
        .writeOrNothing(
            routes.delete(project),
            Write.removal(at(project), project, reads -> reads.read(routes.get(project))))
        .map(ProjectWire.OneProject::project);
  }

  @Override
  public List<AvailablePreloadLibrary> availablePreloadLibraries(String projectId) {
    List<AvailablePreloadLibrary> libraries =
        runner
            .read(routes.availablePreloadLibraries(Arguments.id(projectId, "projectId")))
            .libraries();
    return libraries == null ? List.of() : libraries;
  }

  @Override
  public TransferRequest createTransferRequest(String projectId, @Nullable Duration validFor) {
    String project = Arguments.id(projectId, "projectId");
    if (validFor != null && validFor.toSeconds() <= 0) {
      throw new IllegalArgumentException("valid for " + validFor + ": needs at least a second");
    }
    return runner.write(
        routes.createTransferRequest(project, new ProjectWire.TransferBody(validFor)),
        Write.unresolved("the transfer requests of project " + project));
  }

  @Override
  public void acceptTransferRequest(String projectId, String requestId, @Nullable String orgId) {
    String project = Arguments.id(projectId, "projectId");
    Checks.requireText(orgId, "orgId");
    var unused =
        runner.writeOrNothing(
            routes.acceptTransferRequest(
                project, Arguments.id(requestId, "requestId"), new ProjectWire.AcceptBody(orgId)),
            Write.unresolved("the owner of project " + project));
  }

  private static String at(String project) {
    return "the project " + project;
  }

  private static @Nullable Long millis(@Nullable Duration timeout) {
    return timeout == null ? null : timeout.toMillis();
  }
}
