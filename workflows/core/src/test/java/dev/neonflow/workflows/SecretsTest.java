package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Secret;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SecretsTest extends RunnerFixture {

  private TeardownWorkflow workflow(Map<String, String> environment) {
    return builder().environment(environment::get).build().teardown().forPr(42);
  }

  @Test
  void known_isReadWhereTheStepRuns() {
    AtomicReference<Secret> seen = new AtomicReference<>();
    workflow(Map.of("TOKEN", "t0ken"))
        .then("use", context -> seen.set(context.secrets().get("TOKEN")))
        .run();
    assertEquals("t0ken", seen.get().reveal());
  }

  @Test
  void missing_isNamed() {
    TeardownWorkflow workflow =
        workflow(Map.of("TOKEN", " ")).then("use", context -> context.secrets().get("TOKEN"));
    WorkflowFailedException failed = assertThrows(WorkflowFailedException.class, workflow::run);
    PreconditionException cause = assertInstanceOf(PreconditionException.class, failed.getCause());
    assertTrue(cause.isUsage());
    assertEquals("the environment variable TOKEN is not set", cause.getMessage());
  }
}
