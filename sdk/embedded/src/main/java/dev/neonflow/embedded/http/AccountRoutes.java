package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Account;
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
            1,
            UNLIMITED,
            16,
            0));
  }

  Response organizations(Request request) {
    String createdAt = Wire.text(account.first().project().createdAt());
    return Response.ok(
        new Bodies.Organizations(
            List.of(
                new Bodies.Organization(
                    account.organizationId(),
                    ORGANIZATION,
                    account.organizationId(),
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
