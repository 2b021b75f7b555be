package dev.neonflow.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether Fly accepts the token for the organization. Writes nothing. */
public final class FlyCheck {
  private static final String AREA = "fly";
  private static final String MAKE =
      "make one for the organization: flyctl tokens create org -o ORG, and export FLY_API_TOKEN";

  private final Map<String, String> environment;
  private final String org;
  private final boolean wanted;
  private final Duration patience;

  /**
   * With what the environment holds.
   *
   * @param org the organization; empty if none is known
   * @param wanted whether applications go to Fly
   */
  public FlyCheck(Map<String, String> environment, String org, boolean wanted) {
    this(environment, org, wanted, Api.PATIENCE);
  }

  FlyCheck(Map<String, String> environment, String org, boolean wanted, Duration patience) {
    this.environment = environment;
    this.org = org;
    this.wanted = wanted;
    this.patience = patience;
  }

  /** What was found. */
  public List<Finding> findings() throws InterruptedException {
    String token = environment.getOrDefault("FLY_API_TOKEN", "");
    if (token.isBlank()) {
      return List.of(
          Finding.missing(wanted, AREA, "FLY_API_TOKEN is not set; --deploy fly needs it", MAKE));
    }
    if (!Api.isToken(token)) {
      return List.of(Finding.unusable(AREA, "FLY_API_TOKEN"));
    }
    String host = environment.getOrDefault("FLY_FLAPS_BASE_URL", "");
    Api api =
        new Api(
            "Fly.io", host.isBlank() ? "https://api.machines.dev" : host.strip(), token, patience);
    if (!api.refused().isEmpty()) {
      return List.of(
          Finding.problem(
              AREA,
              "FLY_FLAPS_BASE_URL: " + api.refused() + "; the token is not sent",
              "unset FLY_FLAPS_BASE_URL"));
    }
    if (!org.matches("[A-Za-z0-9_-]+")) {
      return List.of(
          Finding.missing(
              wanted,
              AREA,
              org.isEmpty()
                  ? "no organization is named, so the token was not tried"
                  : "the organization is '" + org + "', which is no slug",
              "add --fly-org SLUG, or export FLY_ORG=SLUG, from: flyctl orgs list"));
    }
    try {
      return List.of(found(api.get("/v1/apps?org_slug=" + org).status()));
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              AREA, "Fly does not answer at " + api.host(), "check the network, run again"));
    }
  }

  private Finding found(int status) {
    return switch (status) {
      case 200 -> Finding.ok(AREA, "the token may list the apps of organization " + org);
      case 401 -> Finding.problem(AREA, "Fly refuses the token (401)", MAKE);
      case 403, 404 ->
          Finding.problem(
              AREA,
              "the token is not for organization " + org + " (" + status + ")",
              "check the organization; a deploy token is for one app only; " + MAKE);
      default ->
          Finding.problem(AREA, "Fly answers with " + status + " instead of apps", "run again");
    };
  }
}
