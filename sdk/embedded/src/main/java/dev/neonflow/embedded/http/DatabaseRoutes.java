package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Database;
import dev.neonflow.embedded.control.Refusal;
import java.util.Optional;

/** {@code .../branches/{branch_id}/databases}. */
final class DatabaseRoutes {

  Response list(Request request) {
    return Response.ok(
        new Bodies.Databases(
            request.control().databases().list(request.branch()).stream()
                .map(database -> WireDatabase.of(request.branch(), database))
                .toList()));
  }

  Response get(Request request) {
    Database database =
        request.control().databases().get(request.branch(), request.path("database_name"));
    return Response.ok(new Bodies.OneDatabase(WireDatabase.of(request.branch(), database)));
  }

  Response create(Request request) {
    Inputs.DatabaseFields fields =
        Wire.read(request.body(), Inputs.CreateDatabase.class).database();
    if (fields == null || fields.name() == null || fields.ownerName() == null) {
      throw Refusal.invalid("database.name and database.owner_name are required");
    }
    return Response.created(
        accepted(
            request,
            request
                .control()
                .databases()
                .create(request.branch(), fields.name(), fields.ownerName())));
  }

  Response update(Request request) {
    Inputs.DatabaseFields fields =
        Wire.read(request.body(), Inputs.CreateDatabase.class).database();
    if (fields == null) {
      throw Refusal.invalid("database is required");
    }
    return Response.ok(
        accepted(
            request,
            request
                .control()
                .databases()
                .change(
                    request.branch(),
                    request.path("database_name"),
                    Optional.ofNullable(fields.name()),
                    Optional.ofNullable(fields.ownerName()))));
  }

  Response delete(Request request) {
    return request
        .control()
        .databases()
        .delete(request.branch(), request.path("database_name"))
        .map(accepted -> Response.ok(accepted(request, accepted)))
        .orElseGet(Response::nothing);
  }

  private static Bodies.DatabaseAccepted accepted(Request request, Accepted<Database> accepted) {
    return new Bodies.DatabaseAccepted(
        WireDatabase.of(request.branch(), accepted.subject()),
        WireOperation.of(request.projectId(), accepted.operations()));
  }
}
