package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.CreatedBranch;
import dev.neonflow.embedded.control.DeletedBranches;
import dev.neonflow.embedded.control.RestoreRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code /projects/{project_id}/branches}. */
final class BranchRoutes {

  Response list(Request request) {
    List<Branch> all = new ArrayList<>(request.control().branches().list());
    if (request.flag("include_deleted")) {
      all.addAll(request.control().deletedBranches().list());
    }
    BranchPage page = BranchPage.of(all, request);
    Map<String, Bodies.Annotation> annotations = new LinkedHashMap<>();
    for (Branch branch : page.branches()) {
      if (branch.annotation() != null) {
        annotations.put(branch.id(), annotation(branch));
      }
    }
    return Response.ok(
        new Bodies.Branches(
            page.branches().stream().map(branch -> wire(request, branch)).toList(),
            annotations,
            page.next()));
  }

  Response count(Request request) {
    List<Branch> all = request.control().branches().list();
    return Response.ok(new Bodies.Count((int) BranchPage.found(all, request).count()));
  }

  Response get(Request request) {
    Branch branch = request.control().branches().get(request.branch());
    return Response.ok(new Bodies.OneBranch(wire(request, branch), annotation(branch)));
  }

  Response create(Request request) {
    Inputs.CreateBranch body = Wire.read(request.body(), Inputs.CreateBranch.class);
    Accepted<CreatedBranch> accepted =
        request.control().branches().create(BranchRequests.created(body));
    CreatedBranch created = accepted.subject();
    Branch branch = created.branch();
    String projectId = request.projectId();
    List<Bodies.ConnectionDetails> connections = ConnectionRoutes.details(created);
    return Response.created(
        new Bodies.BranchCreated(
            wire(request, branch),
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
        request
            .control()
            .branches()
            .change(request.branch(), BranchRequests.changed(request.body()));
    return Response.ok(new Bodies.BranchAccepted(wire(request, branch), List.of()));
  }

  Response setDefault(Request request) {
    Branch branch = request.control().branches().makeDefault(request.branch());
    return Response.ok(new Bodies.BranchAccepted(wire(request, branch), List.of()));
  }

  Response restore(Request request) {
    RestoreRequest wanted =
        BranchRequests.restore(Wire.read(request.body(), Inputs.RestoreBranch.class));
    return accepted(request, request.control().branches().restore(request.branch(), wanted));
  }

  Response recover(Request request) {
    DeletedBranches.Recovered recovered =
        request.control().deletedBranches().recover(request.branch());
    return Response.ok(
        new Bodies.BranchRecovered(
            wire(request, recovered.branch()),
            recovered.endpoints().stream()
                .map(endpoint -> WireEndpoint.of(request.projectId(), endpoint))
                .toList()));
  }

  Response delete(Request request) {
    return request
        .control()
        .branches()
        .delete(request.branch(), request.flag("hard_delete"))
        .map(accepted -> accepted(request, accepted))
        .orElseGet(Response::nothing);
  }

  private static Response accepted(Request request, Accepted<Branch> accepted) {
    return Response.ok(
        new Bodies.BranchAccepted(
            wire(request, accepted.subject()),
            WireOperation.of(request.projectId(), accepted.operations())));
  }

  private static WireBranch wire(Request request, Branch branch) {
    return WireBranch.of(request.projectId(), branch);
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
