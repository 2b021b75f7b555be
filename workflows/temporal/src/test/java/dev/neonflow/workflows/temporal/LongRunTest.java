package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.FileReporter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Temporal takes 2 MB at once, and ends a run that sends more without a word. */
@Timeout(600)
class LongRunTest {

  private static final String QUEUE = "long";

  /** More than fit into a run: 60 KiB each. */
  private static final int STEPS = 30;

  @TempDir Path directory;

  @Test
  void stepsThatPutOutTooMuch_failTheRunWhichIsUndoneAndReported() throws Exception {
    try (TemporalServer server = TemporalServer.inProcess()) {
      TemporalWorker worker = TemporalWorker.start(server.client(), QUEUE, settings().build());
      try {
        CustomWorkflow workflow = workflow(server).onFailure(FailurePolicy.COMPENSATE);
        for (int i = 0; i < STEPS; i++) {
          workflow = workflow.then(new Much("much-" + i));
        }
        WorkflowResult result =
            workflow.report(FileReporter.to(directory.resolve("report.md"))).start().await();
        assertEquals(WorkflowStatus.FAILED, result.status());
        assertInstanceOf(PreconditionException.class, result.failure().orElseThrow());
        List<StepOutcome<?>> outcomes = result.outcomes();
        assertInstanceOf(StepOutcome.Compensated.class, outcomes.get(0));
        assertInstanceOf(StepOutcome.Succeeded.class, outcomes.get(STEPS));
        assertTrue(Files.readString(directory.resolve("report.md")).contains("more than Temporal"));
      } finally {
        worker.shutdown(Duration.ZERO);
      }
    }
  }

  @Test
  void planThatIsTooLong_isRefusedAtStart() {
    try (TemporalServer server = TemporalServer.inProcess()) {
      CustomWorkflow workflow = workflow(server);
      for (int i = 0; i < 300; i++) {
        workflow = workflow.then(new WaitForFile("step-" + i, Path.of("x".repeat(2048))));
      }
      InvalidWorkflowException refused =
          assertThrows(InvalidWorkflowException.class, workflow::start);
      assertTrue(String.valueOf(refused.getMessage()).contains("Temporal takes 512"));
    }
  }

  private CustomWorkflow workflow(TemporalServer server) {
    return settings().engine(TemporalEngine.of(server.client(), QUEUE)).build().workflow("long");
  }

  private NeonflowBuilder settings() {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("long")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }
}
