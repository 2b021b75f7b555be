package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.control.Role;
import org.jspecify.annotations.Nullable;

/** {@code .../branches/{branch_id}/roles}. */
final class RoleRoutes {

  private final ControlPlane control;

  RoleRoutes(ControlPlane control) {
    this.control = control;
  }

  Response list(Request request) {
    return Response.ok(
        new Bodies.Roles(
            control.roles().list(request.branch()).stream()
                .map(role -> WireRole.of(request.branch(), role, null))
                .toList()));
  }

  Response get(Request request) {
    Role role = control.roles().get(request.branch(), name(request));
    return Response.ok(new Bodies.OneRole(WireRole.of(request.branch(), role, null)));
  }

  Response create(Request request) {
    Inputs.RoleFields fields = Wire.read(request.body(), Inputs.CreateRole.class).role();
    if (fields == null || fields.name() == null) {
      throw Refusal.invalid("role.name is required");
    }
    boolean login = !Boolean.TRUE.equals(fields.noLogin());
    Accepted<Role> accepted = control.roles().create(request.branch(), fields.name(), login);
    return Response.created(accepted(request, accepted, known(request, fields.name())));
  }

  Response delete(Request request) {
    return control
        .roles()
        .delete(request.branch(), name(request))
        .map(accepted -> Response.ok(accepted(request, accepted, null)))
        .orElseGet(Response::nothing);
  }

  Response revealPassword(Request request) {
    return Response.ok(
        new Bodies.Password(control.roles().password(request.branch(), name(request))));
  }

  Response resetPassword(Request request) {
    Accepted<Role> accepted = control.roles().resetPassword(request.branch(), name(request));
    return Response.ok(accepted(request, accepted, known(request, name(request))));
  }

  private @Nullable String known(Request request, String role) {
    return control.roles().knownPassword(request.branch(), role).orElse(null);
  }

  private Bodies.RoleAccepted accepted(
      Request request, Accepted<Role> accepted, @Nullable String password) {
    return new Bodies.RoleAccepted(
        WireRole.of(request.branch(), accepted.subject(), password),
        WireOperation.of(control.project().id(), accepted.operations()));
  }

  private static String name(Request request) {
    return request.path("role_name");
  }
}
