package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Project;
import java.util.List;

/** Who asks, and where things lie. */
final class AccountRoutes {

  private static final long UNLIMITED = 1_000_000;

  private final ControlPlane control;

  AccountRoutes(ControlPlane control) {
    this.control = control;
  }

  Response auth(Request request) {
    return Response.ok(new Bodies.Auth(control.project().userId(), "api_key_user"));
  }

  Response me(Request request) {
    return Response.ok(
        new Bodies.User(
            control.project().userId(),
            "owner@embedded.invalid",
            "owner",
            "Embedded",
            "Owner",
            "",
            "embedded",
            List.of(),
            1,
            UNLIMITED,
            16,
            0));
  }

  Response organizations(Request request) {
    Project project = control.project();
    String createdAt = Wire.text(project.createdAt());
    return Response.ok(
        new Bodies.Organizations(
            List.of(
                new Bodies.Organization(
                    project.organizationId(),
                    "Embedded",
                    project.organizationId(),
                    "embedded",
                    createdAt,
                    "console",
                    createdAt))));
  }

  Response regions(Request request) {
    return Response.ok(
        new Bodies.Regions(
            List.of(new Bodies.Region(WireProject.REGION, "This machine", true, "0", "0"))));
  }
}
