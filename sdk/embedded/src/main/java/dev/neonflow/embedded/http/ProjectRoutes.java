package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Accepted;
import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.Branch;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.CreatedBranch;
import dev.neonflow.embedded.control.CreatedProject;
import dev.neonflow.embedded.control.Project;
import dev.neonflow.embedded.control.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /projects}. */
final class ProjectRoutes {

  private static final int LARGEST = 400;
  private static final int USUAL = 10;
  private static final int SHORTEST_MILLIS = 100;
  private static final int LONGEST_MILLIS = 30_000;

  private final Account account;

  ProjectRoutes(Account account) {
    this.account = account;
  }

  /** By id, which makes the last id of a page its cursor. */
  Response list(Request request) {
    int limit = limit(request);
    if (request.flag("recoverable")) {
      throw Refusal.notServed("lists of deleted projects (recoverable)");
    }
    String search = request.query("search").orElse("").toLowerCase(Locale.ROOT);
    String after = request.query("cursor").orElse("");
    String organization = request.query("org_id").orElse(account.organizationId());
    List<WireProjectItem> page =
        account.projects().stream()
            .map(ControlPlane::project)
            .filter(project -> project.organizationId().equals(organization))
            .filter(project -> matches(project, search))
            .filter(project -> project.id().compareTo(after) > 0)
            .limit(limit)
            .map(WireProject::of)
            .map(WireProjectItem::of)
            .toList();
    if (page.isEmpty()) {
      return Response.ok(Bodies.Projects.none());
    }
    Bodies.Cursor cursor = new Bodies.Cursor(page.get(page.size() - 1).id());
    return Response.ok(new Bodies.Projects(page, cursor, Map.of(), Map.of()));
  }

  /** Also looks at the timeout, which no list here ever needs. */
  private static int limit(Request request) {
    request.number("timeout", SHORTEST_MILLIS, LONGEST_MILLIS, LONGEST_MILLIS);
    return request.number("limit", 1, LARGEST, USUAL);
  }

  private static boolean matches(Project project, String search) {
    return project.id().contains(search)
        || project.name().toLowerCase(Locale.ROOT).contains(search);
  }

  /** Nobody shares with the one user. */
  Response shared(Request request) {
    limit(request);
    return Response.ok(new Bodies.SharedProjects(List.of()));
  }

  Response create(Request request) {
    Accepted<CreatedProject> accepted =
        account.create(ProjectRequests.created(request.body(), account));
    Project project = accepted.subject().project();
    CreatedBranch created = accepted.subject().branch();
    Branch branch = created.branch();
    return Response.created(
        new Bodies.ProjectCreated(
            WireProject.of(project),
            ConnectionRoutes.details(created),
            branch.roles().stream()
                .map(role -> WireRole.of(branch.id(), role, created.passwords().get(role.name())))
                .toList(),
            branch.databases().stream().map(d -> WireDatabase.of(branch.id(), d)).toList(),
            WireOperation.of(project.id(), accepted.operations()),
            WireBranch.of(project.id(), branch),
            created.endpoints().stream().map(e -> WireEndpoint.of(project.id(), e)).toList()));
  }

  Response update(Request request) {
    Project project = request.control().change(ProjectRequests.changed(request.body()));
    return Response.ok(new Bodies.ProjectAccepted(WireProject.of(project), List.of()));
  }

  Response delete(Request request) {
    Project project = account.delete(request.projectId());
    return Response.ok(new Bodies.OneProject(WireProject.of(project)));
  }

  Response get(Request request) {
    return Response.ok(new Bodies.OneProject(WireProject.of(request.control().project())));
  }
}
