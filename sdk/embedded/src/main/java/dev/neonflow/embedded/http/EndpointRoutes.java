package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Endpoint;
import dev.neonflow.embedded.control.Refusal;
import java.util.List;

/** {@code /projects/{project_id}/endpoints} and those of a branch. */
final class EndpointRoutes {

  Response list(Request request) {
    return Response.ok(new Bodies.Endpoints(wire(request, request.control().endpoints().list())));
  }

  Response ofBranch(Request request) {
    return Response.ok(
        new Bodies.Endpoints(wire(request, request.control().endpoints().of(request.branch()))));
  }

  Response get(Request request) {
    Endpoint endpoint = request.control().endpoints().get(id(request));
    return Response.ok(new Bodies.OneEndpoint(wire(request, endpoint)));
  }

  Response create(Request request) {
    Inputs.EndpointFields fields = fields(request);
    if (fields.branchId() == null) {
      throw Refusal.invalid("endpoint.branch_id is required");
    }
    Accepted<Endpoint> accepted =
        request.control().endpoints().create(fields.branchId(), EndpointRequests.created(fields));
    return Response.created(body(request, accepted));
  }

  Response update(Request request) {
    Inputs.EndpointFields fields = fields(request);
    return accepted(
        request,
        request.control().endpoints().change(id(request), EndpointRequests.changed(fields)));
  }

  Response delete(Request request) {
    return request
        .control()
        .endpoints()
        .delete(id(request))
        .map(accepted -> accepted(request, accepted))
        .orElseGet(Response::nothing);
  }

  private static Inputs.EndpointFields fields(Request request) {
    Inputs.EndpointFields fields = Wire.read(request.body(), Inputs.OneEndpoint.class).endpoint();
    if (fields == null) {
      throw Refusal.invalid("endpoint is required");
    }
    return fields;
  }

  Response restart(Request request) {
    return accepted(request, request.control().endpoints().restart(id(request)));
  }

  Response start(Request request) {
    return accepted(request, request.control().endpoints().start(id(request)));
  }

  Response suspend(Request request) {
    return accepted(request, request.control().endpoints().suspend(id(request)));
  }

  private static Response accepted(Request request, Accepted<Endpoint> accepted) {
    return Response.ok(body(request, accepted));
  }

  private static Bodies.EndpointAccepted body(Request request, Accepted<Endpoint> accepted) {
    return new Bodies.EndpointAccepted(
        wire(request, accepted.subject()),
        WireOperation.of(request.projectId(), accepted.operations()));
  }

  private static String id(Request request) {
    return request.path("endpoint_id");
  }

  private static List<WireEndpoint> wire(Request request, List<Endpoint> endpoints) {
    return endpoints.stream().map(endpoint -> wire(request, endpoint)).toList();
  }

  private static WireEndpoint wire(Request request, Endpoint endpoint) {
    return WireEndpoint.of(request.projectId(), endpoint);
  }
}
