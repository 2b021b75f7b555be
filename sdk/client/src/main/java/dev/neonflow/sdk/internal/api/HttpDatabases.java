package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.databases.Database;
import dev.neonflow.sdk.databases.DatabasesApi;
import dev.neonflow.sdk.internal.http.CallRunner;
import java.util.List;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** Databases over HTTP. */
public final class HttpDatabases implements DatabasesApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/databases")
    Call<Wire.Databases> list(@Path("project_id") String project, @Path("branch_id") String branch);
  }

  /** Over these. */
  public HttpDatabases(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Database> list(String projectId, String branchId) {
    return runner
        .read(routes.list(Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")))
        .databases();
  }
}
