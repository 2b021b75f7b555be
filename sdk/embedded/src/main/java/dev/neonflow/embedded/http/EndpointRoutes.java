package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Endpoint;
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
    Endpoint endpoint = request.control().endpoints().get(request.path("endpoint_id"));
    return Response.ok(new Bodies.OneEndpoint(wire(request, endpoint)));
  }

  Response start(Request request) {
    return accepted(request, request.control().endpoints().start(request.path("endpoint_id")));
  }

  Response suspend(Request request) {
    return accepted(request, request.control().endpoints().suspend(request.path("endpoint_id")));
  }

  private static Response accepted(Request request, Accepted<Endpoint> accepted) {
    return Response.ok(
        new Bodies.EndpointAccepted(
            wire(request, accepted.subject()),
            WireOperation.of(request.projectId(), accepted.operations())));
  }

  private static List<WireEndpoint> wire(Request request, List<Endpoint> endpoints) {
    return endpoints.stream().map(endpoint -> wire(request, endpoint)).toList();
  }

  private static WireEndpoint wire(Request request, Endpoint endpoint) {
    return WireEndpoint.of(request.projectId(), endpoint);
  }
}
