package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.NewPassword;
import dev.neonflow.embedded.control.Operation;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.control.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code .../branches/{branch_id}/roles}. */
final class RoleRoutes {

  Response list(Request request) {
    return Response.ok(
        new Bodies.Roles(
            request.control().roles().list(request.branch()).stream()
                .map(role -> WireRole.of(request.branch(), role, null))
                .toList()));
  }

  Response get(Request request) {
    Role role = request.control().roles().get(request.branch(), name(request));
    return Response.ok(new Bodies.OneRole(WireRole.of(request.branch(), role, null)));
  }

  Response create(Request request) {
    Inputs.RoleFields fields = Wire.read(request.body(), Inputs.CreateRole.class).role();
    if (fields == null || fields.name() == null) {
      throw Refusal.invalid("role.name is required");
    }
    boolean login = !Boolean.TRUE.equals(fields.noLogin());
    return Response.created(
        withPassword(
            request, request.control().roles().create(request.branch(), fields.name(), login)));
  }

  Response delete(Request request) {
    return request
        .control()
        .roles()
        .delete(request.branch(), name(request))
        .map(
            accepted ->
                Response.ok(accepted(request, accepted.subject(), null, accepted.operations())))
        .orElseGet(Response::nothing);
  }

  Response revealPassword(Request request) {
    return Response.ok(
        new Bodies.Password(request.control().roles().password(request.branch(), name(request))));
  }

  Response resetPassword(Request request) {
    return Response.ok(
        withPassword(
            request, request.control().roles().resetPassword(request.branch(), name(request))));
  }

  private static Bodies.RoleAccepted withPassword(Request request, Accepted<NewPassword> accepted) {
    NewPassword made = accepted.subject();
    return accepted(request, made.role(), made.password().orElse(null), accepted.operations());
  }

  private static Bodies.RoleAccepted accepted(
      Request request, Role role, @Nullable String password, List<Operation> operations) {
    return new Bodies.RoleAccepted(
        WireRole.of(request.branch(), role, password),
        WireOperation.of(request.projectId(), operations));
  }

  private static String name(Request request) {
    return request.path("role_name");
  }
}
