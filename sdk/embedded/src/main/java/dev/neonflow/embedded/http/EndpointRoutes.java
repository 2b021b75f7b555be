package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Endpoint;
import java.util.List;

/** {@code /projects/{project_id}/endpoints} and those of a branch. */
final class EndpointRoutes {

  private final ControlPlane control;

  EndpointRoutes(ControlPlane control) {
    this.control = control;
  }

  Response list(Request request) {
    return Response.ok(new Bodies.Endpoints(wire(control.endpoints().list())));
  }

  Response ofBranch(Request request) {
    return Response.ok(new Bodies.Endpoints(wire(control.endpoints().of(request.branch()))));
  }

  Response get(Request request) {
    Endpoint endpoint = control.endpoints().get(request.path("endpoint_id"));
    return Response.ok(new Bodies.OneEndpoint(wire(endpoint)));
  }

  Response start(Request request) {
    return accepted(control.endpoints().start(request.path("endpoint_id")));
  }

  Response suspend(Request request) {
    return accepted(control.endpoints().suspend(request.path("endpoint_id")));
  }

  private Response accepted(Accepted<Endpoint> accepted) {
    return Response.ok(
        new Bodies.EndpointAccepted(
            wire(accepted.subject()),
            WireOperation.of(control.project().id(), accepted.operations())));
  }

  private List<WireEndpoint> wire(List<Endpoint> endpoints) {
    return endpoints.stream().map(this::wire).toList();
  }

  private WireEndpoint wire(Endpoint endpoint) {
    return WireEndpoint.of(control.project().id(), endpoint);
  }
}
