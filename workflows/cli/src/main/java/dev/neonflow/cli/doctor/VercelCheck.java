package dev.neonflow.cli.doctor;

import dev.neonflow.workflows.deploy.vercel.VercelDeployer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether Vercel accepts the token. Writes nothing. */
public final class VercelCheck {
  private static final String AREA = "vercel";
  private static final String MAKE =
      "make one in the account's settings at Vercel, for the team, and export "
          + VercelDeployer.TOKEN;

  private final Map<String, String> environment;
  private final String base;
  private final Duration patience;

  /** With what the environment holds. */
  public VercelCheck(Map<String, String> environment) {
    this(environment, "https://api.vercel.com", Api.PATIENCE);
  }

  VercelCheck(Map<String, String> environment, String base, Duration patience) {
    this.environment = environment;
    this.base = base;
    this.patience = patience;
  }

  /** What was found. */
  public List<Finding> findings() throws InterruptedException {
    String token = environment.getOrDefault(VercelDeployer.TOKEN, "");
    if (token.isBlank()) {
      return List.of(
          Finding.problem(
              AREA, VercelDeployer.TOKEN + " is not set; --deploy vercel needs it", MAKE));
    }
    if (!Api.isToken(token)) {
      return List.of(Finding.unusable(AREA, VercelDeployer.TOKEN));
    }
    Api api = new Api("Vercel", base, token, patience);
    try {
      int status = api.get("/v2/user").status();
      return List.of(
          switch (status) {
            case 200 -> Finding.ok(AREA, "the token is known");
            case 401, 403 ->
                Finding.problem(AREA, "Vercel refuses the token (" + status + ")", MAKE);
            default ->
                Finding.problem(
                    AREA, "Vercel answers with " + status + " instead of a user", "run again");
          });
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              AREA, "Vercel does not answer at " + api.host(), "check the network, run again"));
    }
  }
}
