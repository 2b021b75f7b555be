package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.roles.Role;
import dev.neonflow.sdk.roles.RolesApi;
import java.util.List;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Path;

/** Roles over HTTP. */
public final class HttpRoles implements RolesApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/roles")
    Call<Wire.Roles> list(@Path("project_id") String project, @Path("branch_id") String branch);

    @GET("projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password")
    Call<Wire.Password> revealPassword(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("role_name") String role);
  }

  /** Over these. */
  public HttpRoles(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<Role> list(String projectId, String branchId) {
    return runner
        .read(routes.list(Arguments.id(projectId, "projectId"), Arguments.id(branchId, "branchId")))
        .roles();
  }

  @Override
  public Secret revealPassword(String projectId, String branchId, String roleName) {
    return runner
        .read(
            routes.revealPassword(
                Arguments.id(projectId, "projectId"),
                Arguments.id(branchId, "branchId"),
                Arguments.id(roleName, "roleName")))
        .password();
  }
}
