package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.Neonflow;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the server ends a run that did not end by itself. */
@Timeout(600)
class TemporalTurnTest {

  private static final Duration WITHIN = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(365);

  @Test
  void runThatMayBeEnded_isEndedSomeTimeAfterItsLimit() {
    assertEquals(WITHIN.plusMinutes(30), limit(Slow.Manner.STOPS));
  }

  @Test
  void runWithAStepThatIsWaitedFor_isNot() {
    Duration limit = limit(Slow.Manner.LASTS);
    assertTrue(limit.isZero() || limit.compareTo(YEAR) > 0, limit.toString());
  }

  private static Duration limit(Slow.Manner manner) {
    try (TemporalServer server = TemporalServer.inProcess()) {
      CustomWorkflow workflow =
          neonflow(server)
              .workflow("limited")
              .within(WITHIN)
              .then(new Nothing("one"))
              .then(new Slow("two", Path.of("/dev/null"), WITHIN, manner));
      var unusedRun = workflow.start();
      var limit =
          server
              .client()
              .fetchHistory(workflow.plan().subject().key())
              .getEvents()
              .get(0)
              .getWorkflowExecutionStartedEventAttributes()
              .getWorkflowExecutionTimeout();
      return Duration.ofSeconds(limit.getSeconds());
    }
  }

  private static Neonflow neonflow(TemporalServer server) {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("limited")
        .repository("acme/shop")
        .environment(name -> null)
        .engine(TemporalEngine.of(server.client(), "limited"))
        .build();
  }
}
