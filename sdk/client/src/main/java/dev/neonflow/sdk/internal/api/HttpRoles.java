package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.internal.http.CallRunner;
import dev.neonflow.sdk.internal.http.Write;
import dev.neonflow.sdk.roles.AuthenticationMethod;
import dev.neonflow.sdk.roles.CreateRole;
import dev.neonflow.sdk.roles.Role;
import dev.neonflow.sdk.roles.RoleDeleted;
import dev.neonflow.sdk.roles.RoleUpdated;
import dev.neonflow.sdk.roles.RolesApi;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** Roles over HTTP. */
public final class HttpRoles implements RolesApi {
  private final CallRunner runner;
  private final Routes routes;

  interface Routes {
    @GET("projects/{project_id}/branches/{branch_id}/roles")
    Call<RolesWire.Roles> list(
        @Path("project_id") String project, @Path("branch_id") String branch);

    @POST("projects/{project_id}/branches/{branch_id}/roles")
    Call<RoleUpdated> create(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Body RolesWire.CreateBody body);

    @GET("projects/{project_id}/branches/{branch_id}/roles/{role_name}")
    Call<RolesWire.OneRole> get(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("role_name") String role);

    @DELETE("projects/{project_id}/branches/{branch_id}/roles/{role_name}")
    Call<RoleUpdated> delete(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("role_name") String role);

    @GET("projects/{project_id}/branches/{branch_id}/roles/{role_name}/reveal_password")
    Call<RolesWire.Password> revealPassword(
        @Path("project_id") String project,
        @Path("branch_id") String branch,
        @Path("role_name") String role);

    @POST("projects/{project_id}/branches/{branch_id}/roles/{role_name}/reset_password")
    Call<RoleUpdated> resetPassword(
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
  public RoleUpdated create(String projectId, String branchId, CreateRole request) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Checks.present(request, "request").name();
    return runner.write(
        routes.create(project, branch, new RolesWire.CreateBody(request)),
        Lookups.created(
            "the role " + at(project, branch, name),
            project,
            runner.settings().clock(),
            reads -> reads.read(routes.get(project, branch, name)).role(),
            Role::createdAt,
            now -> isAsWanted(request, now),
            (reads, now) -> new RoleUpdated(withPassword(reads, project, now), List.of())));
  }

  @Override
  public Role get(String projectId, String branchId, String roleName) {
    return runner
        .read(
            routes.get(
                Arguments.id(projectId, "projectId"),
                Arguments.id(branchId, "branchId"),
                Arguments.id(roleName, "roleName")))
        .role();
  }

  @Override
  public RoleDeleted delete(String projectId, String branchId, String roleName) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Arguments.id(roleName, "roleName");
    return runner
        .writeOrNothing(
            routes.delete(project, branch, name),
            Lookups.removedByName(
                "the role " + at(project, branch, name),
                project,
                runner.settings().clock(),
                reads -> reads.read(routes.get(project, branch, name)).role(),
                Role::createdAt))
        .map(answer -> new RoleDeleted(answer.role(), answer.operations()))
        .orElseGet(RoleDeleted::wasNotThere);
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

  @Override
  public RoleUpdated resetPassword(String projectId, String branchId, String roleName) {
    String project = Arguments.id(projectId, "projectId");
    String branch = Arguments.id(branchId, "branchId");
    String name = Arguments.id(roleName, "roleName");
    return runner.write(
        routes.resetPassword(project, branch, name),
        Write.unresolved("the password of role " + at(project, branch, name)));
  }

  private static boolean isAsWanted(CreateRole request, Role now) {
    AuthenticationMethod method = now.authenticationMethod();
    boolean noLogin = Boolean.TRUE.equals(request.noLogin());
    return method == null || (method == AuthenticationMethod.NO_LOGIN) == noLogin;
  }

  private Role withPassword(CallRunner reads, String project, Role role) {
    return new Role(
        role.branchId(),
        role.name(),
        password(reads, project, role),
        role.isProtected(),
        role.authenticationMethod(),
        role.createdAt(),
        role.updatedAt());
  }

  /** Null if Neon refuses to tell: it does not keep it, or the role has none. */
  private @Nullable Secret password(CallRunner reads, String project, Role role) {
    try {
      return reads.read(routes.revealPassword(project, role.branchId(), role.name())).password();
    } catch (InvalidRequestException
        | ForbiddenException
        | NotFoundException
        | ConflictException refused) {
      return null;
    }
  }

  private static String at(String project, String branch, String role) {
    return role + " of branch " + branch + " of project " + project;
  }
}
