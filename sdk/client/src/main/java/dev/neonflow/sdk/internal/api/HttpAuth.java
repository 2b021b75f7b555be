package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.auth.AuthApi;
import dev.neonflow.sdk.auth.NeonAuth;
import dev.neonflow.sdk.internal.http.CallRunner;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** Neon Auth over HTTP. */
public final class HttpAuth implements AuthApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/auth")
    Call<NeonAuth> get(@Path("project_id") String project, @Path("branch_id") String branch);
  }

  /** Over these. */
  public HttpAuth(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public NeonAuth get(String projectId, String branchId) {
    return runner.read(
        routes.get(Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")));
  }
}
