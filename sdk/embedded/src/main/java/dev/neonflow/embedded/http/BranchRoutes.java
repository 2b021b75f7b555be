package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.CreatedBranch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code /projects/{project_id}/branches}. */
final class BranchRoutes {

  private final ControlPlane control;

  BranchRoutes(ControlPlane control) {
    this.control = control;
  }

  Response list(Request request) {
    BranchPage page = BranchPage.of(control.branches().list(), request);
    Map<String, Bodies.Annotation> annotations = new LinkedHashMap<>();
    for (Branch branch : page.branches()) {
      if (branch.annotation() != null) {
        annotations.put(branch.id(), annotation(branch));
      }
    }
    return Response.ok(
        new Bodies.Branches(
            page.branches().stream().map(this::wire).toList(), annotations, page.next()));
  }

  Response get(Request request) {
    Branch branch = control.branches().get(request.branch());
    return Response.ok(new Bodies.OneBranch(wire(branch), annotation(branch)));
  }

  Response create(Request request) {
    Inputs.CreateBranch body = Wire.read(request.body(), Inputs.CreateBranch.class);
    Accepted<CreatedBranch> accepted = control.branches().create(BranchRequests.created(body));
    CreatedBranch created = accepted.subject();
    Branch branch = created.branch();
    String projectId = control.project().id();
    List<Bodies.ConnectionDetails> connections = ConnectionRoutes.details(created);
    return Response.created(
        new Bodies.BranchCreated(
            wire(branch),
            created.endpoints().stream()
                .map(endpoint -> WireEndpoint.of(projectId, endpoint))
                .toList(),
            WireOperation.of(projectId, accepted.operations()),
            branch.roles().stream().map(r -> WireRole.of(branch.id(), r, null)).toList(),
            branch.databases().stream().map(d -> WireDatabase.of(branch.id(), d)).toList(),
            connections.isEmpty() ? null : connections));
  }

  Response update(Request request) {
    Branch branch =
        control.branches().change(request.branch(), BranchRequests.changed(request.body()));
    return Response.ok(new Bodies.BranchAccepted(wire(branch), List.of()));
  }

  Response delete(Request request) {
    return control
        .branches()
        .delete(request.branch())
        .map(
            accepted ->
                Response.ok(
                    new Bodies.BranchAccepted(
                        wire(accepted.subject()),
                        WireOperation.of(control.project().id(), accepted.operations()))))
        .orElseGet(Response::nothing);
  }

  private WireBranch wire(Branch branch) {
    return WireBranch.of(control.project().id(), branch);
  }

  private static Bodies.Annotation annotation(Branch branch) {
    String createdAt = Wire.text(branch.createdAt());
    return new Bodies.Annotation(
        new Bodies.Annotated("console/branch", branch.id()),
        Objects.requireNonNullElse(branch.annotation(), Map.of()),
        createdAt,
        createdAt);
  }
}
