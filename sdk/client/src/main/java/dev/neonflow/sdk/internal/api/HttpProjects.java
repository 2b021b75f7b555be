package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.projects.ListProjects;
import dev.neonflow.sdk.projects.Project;
import dev.neonflow.sdk.projects.ProjectsApi;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Projects over HTTP. */
public final class HttpProjects implements ProjectsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects")
    Call<Wire.Projects> list(
        @Query("search") @Nullable String search,
        @Query("org_id") @Nullable String orgId,
        @Query("limit") @Nullable Integer limit,
        @Query("cursor") @Nullable String cursor);

    @GET("projects/{project_id}")
    Call<Wire.OneProject> get(@Path("project_id") String project);
  }

  /** Over these. */
  public HttpProjects(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public Page<Project> list(ListProjects query) {
    Wire.Projects answer =
        runner.read(routes.list(query.search(), query.orgId(), query.limit(), query.cursor()));
    return Arguments.page(answer.projects(), answer.pagination(), query.limit());
  }

  @Override
  public Project get(String projectId) {
    return runner.read(routes.get(Arguments.id(projectId, "projectId"))).project();
  }
}
