package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.permissions.PermissionsApi;
import dev.neonflow.sdk.permissions.ProjectPermission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Permissions of projects over HTTP. */
public final class HttpPermissions implements PermissionsApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/permissions")
    Call<ProjectWire.Permissions> list(@Path("project_id") String project);

    @POST("projects/{project_id}/permissions")
    Call<ProjectPermission> grant(
        @Path("project_id") String project, @Body ProjectWire.GrantBody body);

    @DELETE("projects/{project_id}/permissions/{permission_id}")
    Call<ProjectPermission> revoke(
        @Path("project_id") String project, @Path("permission_id") String permission);
  }

  /** Over these. */
  public HttpPermissions(CallRunner runner, Retrofit retrofit) {
    this.runner = runner;
    this.routes = retrofit.create(Routes.class);
  }

  @Override
  public List<ProjectPermission> list(String projectId) {
    return runner.read(routes.list(Arguments.id(projectId, "projectId"))).projectPermissions();
  }

  @Override
  public ProjectPermission grant(String projectId, String email) {
    String project = Arguments.id(projectId, "projectId");
    String address = Arguments.id(email, "email");
    return runner.write(
        routes.grant(project, new ProjectWire.GrantBody(address)),
        Lookups.created(
            at(project),
            project,
            runner.settings().clock(),
            reads ->
                valid(reads, project)
                    .filter(held -> held.grantedToEmail().equalsIgnoreCase(address))
                    .findFirst()
                    .orElse(null),
            ProjectPermission::grantedAt,
            held -> true,
            (reads, held) -> held));
  }

  @Override
  public Optional<ProjectPermission> revoke(String projectId, String permissionId) {
    String project = Arguments.id(projectId, "projectId");
    String permission = Arguments.id(permissionId, "permissionId");
    return runner.writeOrNothing(
        routes.revoke(project, permission),
        Listed.removal(
            at(project),
            project,
            reads -> valid(reads, project).anyMatch(held -> held.id().equals(permission))));
  }

  private Stream<ProjectPermission> valid(CallRunner reads, String project) {
    return reads.read(routes.list(project)).projectPermissions().stream()
        .filter(held -> held.revokedAt() == null);
  }

  private static String at(String project) {
    return "the permissions of project " + project;
  }
}
