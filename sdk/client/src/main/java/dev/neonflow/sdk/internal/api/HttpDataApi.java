package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.dataapi.DataApi;
import dev.neonflow.sdk.dataapi.DataApiConfiguration;
import dev.neonflow.sdk.internal.http.CallRunner;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** The Data API's configuration over HTTP. */
public final class HttpDataApi implements DataApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/data-api/{database_name}")
    Call<DataApiConfiguration> get(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("database_name") String database);
  }

  /** Over these. */
  public HttpDataApi(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public DataApiConfiguration get(String projectId, String branchId, String databaseName) {
    return runner.read(
        routes.get(
            Arguments.id(projectId, "projectId"),
            Arguments.id(branchId, "branchId"),
            Arguments.id(databaseName, "databaseName")));
  }
}
