package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.Refusal;
import java.util.List;

/** Who asks, and where things lie. */
final class AccountRoutes {

  /** The name of the one organization. */
  static final String ORGANIZATION = "Embedded";

  private static final long UNLIMITED = 1_000_000;

  private final Account account;

  AccountRoutes(Account account) {
    this.account = account;
  }

  Response auth(Request request) {
    return Response.ok(new Bodies.Auth(account.userId(), "api_key_user"));
  }

  Response me(Request request) {
    return Response.ok(
        new Bodies.User(
            account.userId(),
            "owner@example.com",
            "owner",
            "Embedded",
            "Owner",
            "",
            "embedded",
            List.of(),
            account.mostProjects(),
            UNLIMITED,
            16,
            0));
  }

  Response organizations(Request request) {
    return Response.ok(new Bodies.Organizations(List.of(own())));
  }

  Response organization(Request request) {
    String id = request.path("org_id");
    if (!id.equals(account.organizationId())) {
      throw Refusal.notFound("organization \"" + id + "\" not found");
    }
    return Response.ok(own());
  }

  private Bodies.Organization own() {
    String createdAt = Wire.text(account.first().project().createdAt());
    return new Bodies.Organization(
        account.organizationId(),
        ORGANIZATION,
        account.organizationId(),
        "embedded",
        createdAt,
        "console",
        createdAt);
  }

  Response regions(Request request) {
    return Response.ok(
        new Bodies.Regions(
            List.of(new Bodies.Region(WireProject.REGION, "This machine", true, "0", "0"))));
  }
}
