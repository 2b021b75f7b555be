package dev.neonflow.workflows.temporal;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowRun;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Records what {@link ReplayTest} replays. To be run again, and its files to be looked at, when
 * runs of an earlier release are no longer to be continued.
 */
public final class HistoryRecorder {

  private static final String QUEUE = "recorded";

  private final WorkflowClient client;

  private HistoryRecorder(WorkflowClient client) {
    this.client = client;
  }

  /** Argument: the directory of the histories. */
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    try (TemporalServer server = TemporalServer.inProcess()) {
      // Histories name who did what; this one is nobody's machine.
      WorkflowClient nobody =
          WorkflowClient.newInstance(
              server.client().getWorkflowServiceStubs(),
              WorkflowClientOptions.newBuilder().setIdentity("recorder").build());
      TemporalWorker worker = TemporalWorker.start(nobody, QUEUE, settings().build());
      try {
        HistoryRecorder recorder = new HistoryRecorder(nobody);
        Files.writeString(directory.resolve("undone.json"), recorder.undone());
        Files.writeString(directory.resolve("cancelled.json"), recorder.cancelled());
        Files.writeString(directory.resolve("cancelled-in-undo.json"), recorder.cancelledInUndo());
      } finally {
        worker.shutdown(Duration.ZERO);
      }
    }
  }

  /** Its third step fails, so that the two before it are undone. */
  private String undone() {
    CustomWorkflow workflow =
        workflow("undone")
            .onFailure(FailurePolicy.COMPENSATE)
            .then(new Nothing("one"))
            .then(new Nothing("two"))
            .then(new UseToken("MISSING"))
            .then(new Nothing("four"));
    var unusedResult = workflow.start().await();
    return history(workflow);
  }

  /** Cancelled in its second step. */
  private String cancelled() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CustomWorkflow workflow =
        workflow("cancelled")
            .then(new Nothing("one"))
            .then(new Slow("two", Path.of("/dev/null"), Duration.ofHours(1), Slow.Manner.STOPS))
            .then(new Nothing("three"))
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.StepStarted step
                      && step.stepId().equals("two")) {
                    begun.countDown();
                  }
                });
    WorkflowRun run = workflow.start();
    begun.await();
    run.cancel("enough");
    var unusedResult = run.await();
    return history(workflow);
  }

  /** Cancelled while its second step is undone. */
  private String cancelledInUndo() throws Exception {
    CustomWorkflow workflow =
        workflow("cancelled-in-undo")
            .onFailure(FailurePolicy.COMPENSATE)
            .then(new Nothing("one"))
            .then(new Slow("two", Path.of("/dev/null"), Duration.ofSeconds(2), Slow.Manner.UNDOES))
            .then(new UseToken("MISSING"));
    WorkflowRun run = workflow.start();
    Polling.until("the undo", () -> history(workflow).contains("undo-shop.slow"));
    run.cancel("enough");
    var unusedResult = run.await();
    return history(workflow);
  }

  private CustomWorkflow workflow(String name) {
    TemporalEngine engine = TemporalEngine.of(client, QUEUE).heartbeat(Duration.ofSeconds(1));
    return settings().engine(engine).build().workflow(name).within(Duration.ofHours(1));
  }

  private String history(CustomWorkflow workflow) {
    return client.fetchHistory(workflow.plan().subject().key()).toJson(true);
  }

  private static NeonflowBuilder settings() {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("recorded")
        .repository("acme/shop")
        .environment(name -> null);
  }
}
