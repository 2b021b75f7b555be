package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.connectionuris.ConnectionUrisApi;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** Connection URIs over HTTP. */
public final class HttpConnectionUris implements ConnectionUrisApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/connection_uri")
    Call<Wire.Uri> get(
        @Path("project_id") String project,
        @Query("database_name") String databaseName,
        @Query("role_name") String roleName,
        @Query("branch_id") @Nullable String branchId,
        @Query("endpoint_id") @Nullable String endpointId,
        @Query("pooled") @Nullable Boolean pooled);
  }

  /** Over these. */
  public HttpConnectionUris(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public ConnectionUri get(String projectId, ConnectionUriQuery query) {
    Wire.Uri answer =
        runner.read(
            routes.get(
                Arguments.id(projectId, "projectId"),
                Checks.present(query, "query").databaseName(),
                query.roleName(),
                query.branchId(),
                query.endpointId(),
                query.pooled()));
    return ConnectionUris.parse(answer.uri());
  }
}
