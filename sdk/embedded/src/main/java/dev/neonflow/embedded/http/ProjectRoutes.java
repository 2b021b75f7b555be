package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Project;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /projects}: there is one. */
final class ProjectRoutes {

  private final ControlPlane control;

  ProjectRoutes(ControlPlane control) {
    this.control = control;
  }

  Response list(Request request) {
    Project project = control.project();
    request.number("limit", 1, 400, 10);
    String search = request.query("search").orElse("").toLowerCase(Locale.ROOT);
    boolean found =
        project.id().contains(search) || project.name().toLowerCase(Locale.ROOT).contains(search);
    boolean after = request.query("cursor").isPresent();
    boolean ofOther =
        request.query("org_id").filter(id -> !id.equals(project.organizationId())).isPresent();
    if (!found || after || ofOther) {
      return Response.ok(Bodies.Projects.none());
    }
    return Response.ok(
        new Bodies.Projects(
            List.of(WireProject.of(project)), new Bodies.Cursor(project.id()), Map.of(), Map.of()));
  }

  Response shared(Request request) {
    return Response.ok(Bodies.Projects.none());
  }

  Response get(Request request) {
    return Response.ok(new Bodies.OneProject(WireProject.of(control.project())));
  }
}
