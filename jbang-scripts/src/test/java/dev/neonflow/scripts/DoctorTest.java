package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor from the command line. */
class DoctorTest extends AccountTest {

  private Ended run(String... args) {
    return Script.DOCTOR.run(environment, checkout, args);
  }

  private void workflow(String text) throws IOException {
    Path place = Files.createDirectories(checkout.resolve(".github/workflows"));
    Files.writeString(place.resolve("preview.yml"), text);
  }

  @Test
  void allWell_isSaidAndNothingIsChanged() {
    account.writes();
    Ended run = run();
    assertEquals(0, run.exitCode(), run.toString());
    List<String> lines = run.out().lines().toList();
    assertTrue(
        lines
            .get(0)
            .matches("ok      neon: the key sees project .+\\(" + account.project() + "\\).+"),
        lines.toString());
    assertTrue(lines.get(1).startsWith("ok      neon: branches: 1"), lines.toString());
    assertTrue(run.out().contains("\nok      tools: java "), run.out());
    assertTrue(run.out().contains("\nnote    ci: there are no workflows"), run.out());
    assertEquals(List.of(), account.writes());
    Ended json = Script.DOCTOR.json(environment, checkout);
    assertEquals("succeeded", json.field("status"));
    assertEquals("ok", json.field("level"));
  }

  @Test
  void badWorkflow_isFoundWithFileLineAndMend() throws IOException {
    workflow(
        """
        on: [pull_request]
        jobs:
          preview:
            concurrency: neonflow-pr-${{ github.event.pull_request.number }}
            steps:
              - run: neonflow preview up
        """);
    Ended run = run();
    assertEquals(3, run.exitCode(), run.toString());
    assertTrue(
        run.out()
            .contains(
                "problem .github/workflows/preview.yml:6: without exec a cancelled job kills the"
                    + " script before it can end its work\n"
                    + "          mend: exec neonflow preview up\n"),
        run.out());
    assertTrue(run.out().contains("problem .github/workflows/preview.yml:1: makes previews"));
    assertTrue(run.err().contains("neonflow: 2 problems\n  next: "), run.err());
    Ended json = run("--output", "json");
    assertEquals(3, json.exitCode());
    assertEquals("3", json.field("exit_code"));
    assertTrue(
        json.out().contains("\"file\":\".github/workflows/preview.yml\",\"line\":6"), json.out());
  }

  @Test
  void wrongKey_isAProblem_andTheRestIsLookedAt() {
    environment.put("NEON_API_KEY", "wrong-key");
    Ended run = run();
    assertEquals(3, run.exitCode(), run.toString());
    assertTrue(run.out().startsWith("problem neon: Neon refused the API key"), run.out());
    assertTrue(run.out().contains("tools: java "), run.out());
    assertFalse((run.out() + run.err()).contains("wrong-key"));
    environment.remove("NEON_API_KEY");
    assertTrue(run().out().startsWith("problem neon: there is no API key for Neon"));
  }

  @Test
  void whatFlyNeeds_isAProblemIfFlyIsWanted() {
    assertEquals(0, run("--deploy", "process").exitCode());
    Ended fly = run("--deploy", "fly");
    assertEquals(3, fly.exitCode(), fly.toString());
    assertTrue(fly.out().contains("problem fly: FLY_API_TOKEN is not set"), fly.out());
    run("--deploy", "heroku").assertRefused(2, "--deploy is 'heroku'");
  }

  @Test
  void organizationInTheSettings_isTheOneThatIsAskedFor() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "deploy=fly\nfly-org=Acme Inc\n");
    environment.put("FLY_API_TOKEN", "fo1_any");
    Ended run = run();
    assertTrue(run.out().contains("problem fly: the organization is 'Acme Inc'"), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--deploy vercel | --deploy vercel needs the project",
        "--deploy vercel --vercel-project shop | there is no VERCEL_TOKEN",
        "--deploy command | --deploy command needs the command",
        "--deploy-command x --deploy-secrets NOSUCH | NOSUCH is not set",
      })
  void whatDeployingNeeds_isAProblem(String line, String said) {
    Ended run = run(line.strip().split(" "));
    assertEquals(3, run.exitCode(), run.toString());
    assertTrue(run.out().matches("(?s).*problem deploy: [^\n]*\\Q" + said + "\\E.*"), run.out());
  }

  @Test
  void completeOptions_areSaid() {
    Ended run = run("--deploy-command", "echo");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("ok      deploy: the options are complete"), run.out());
  }

  @Test
  void noEmbeddedNeon_isNotedAndNotStarted() {
    Ended run = run("--embedded");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().startsWith("note    neon: no embedded Neon runs in "), run.out());
  }
}
