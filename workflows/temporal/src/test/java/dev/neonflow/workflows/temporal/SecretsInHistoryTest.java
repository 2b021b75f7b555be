package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.contract.TellPassword;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import io.temporal.common.WorkflowExecutionHistory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The server keeps all that it is told, and shows it to people: no secret is among it. */
@Timeout(600)
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SecretsInHistoryTest {

  private static final String BRANCH = "preview/pr-42-checkout";

  @TempDir Path directory;

  @Test
  void successFailureAndUndo_leaveNoSecretInTheHistory() throws Exception {
    try (Town town = Town.start(directory)) {
      TemporalWorker worker = town.workerHere();
      try {
        town.openShop();
        PreviewWorkflow preview =
            town.neonflow().preview().forPr(42).migrate().then(new UseToken("SHOP_TOKEN"));
        WorkflowResult done = preview.deploy().comment().run();
        String kept = kept(town, done, BRANCH, Town.SHOP_TOKEN.length() + " characters");
        assertNothingOf(town, kept);

        // Writes all it knows, which its failure tells in part.
        ProcessDeployer leaky =
            ProcessDeployer.command("echo URL=$DATABASE_URL; echo PASSWORD=$PGPASSWORD; exit 1")
                .stateDir(directory.resolve("deployments"));
        WorkflowResult failed =
            preview.onFailure(FailurePolicy.COMPENSATE).deploy(leaky).comment().start().await();
        assertEquals(WorkflowStatus.FAILED, failed.status());
        assertNothingOf(town, kept(town, failed, BRANCH, "URL=", "PASSWORD="));

        WorkflowResult told =
            town.neonflow().preview().forPr(42).then(new TellToken("SHOP_TOKEN")).start().await();
        assertEquals(WorkflowStatus.FAILED, told.status());
        assertNothingOf(town, kept(town, told, "the service does not know ***"));

        WorkflowResult quoted =
            town.neonflow().preview().forPr(42).then(new TellPassword()).start().await();
        assertEquals(WorkflowStatus.FAILED, quoted.status());
        assertNothingOf(town, kept(town, quoted, "the password *** is wrong"));
        town.assertTornDown();
      } finally {
        worker.shutdown(Duration.ZERO);
      }
    }
  }

  /** All that the server has of a run, as text; it has these words. */
  private static String kept(Town town, WorkflowResult result, String... words) {
    WorkflowExecutionHistory history = town.history(result.subject().key());
    String text = history.getHistory() + "\n" + history.toJson(true);
    for (String word : words) {
      assertTrue(text.contains(word), () -> word + " is not in " + text);
    }
    return text;
  }

  private static void assertNothingOf(Town town, String kept) {
    ConnectionUri uri = town.uri(BRANCH);
    for (String secret : List.of(town.shop().apiKey(), uri.password().reveal(), Town.SHOP_TOKEN)) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      for (String form :
          List.of(
              secret,
              URLEncoder.encode(secret, StandardCharsets.UTF_8),
              Base64.getEncoder().withoutPadding().encodeToString(bytes),
              Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
        assertFalse(kept.contains(form), () -> form + " is in " + kept);
      }
    }
  }
}
