package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.FileReporter;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run, and of those who wait for it, when somebody or something else ends it. */
@Timeout(600)
class ServerTroubleTest {

  private static final String QUEUE = "trouble";

  @TempDir Path directory;
  private TemporalServer server;
  private TemporalWorker worker;

  @BeforeEach
  void start() {
    server = TemporalServer.onPort();
    worker = TemporalWorker.start(server.client(), QUEUE, settings().build());
  }

  @AfterEach
  void stop() {
    worker.shutdown(Duration.ZERO);
    server.close();
  }

  @Test
  void cancelledOnTheServer_isCancelledAsByOurselves() throws Exception {
    WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
    CustomWorkflow workflow = workflow(wait);
    WorkflowRun run = workflow.start();
    wait.awaitNoted("begun");
    stub(workflow).cancel("somebody pressed the button");
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertInstanceOf(WorkflowCancelledException.class, result.failure().orElseThrow());
    assertEquals(
        List.of("wait Failed", "after Skipped", "comment Succeeded"),
        result.outcomes().stream()
            .map(outcome -> outcome.stepId() + " " + outcome.getClass().getSimpleName())
            .toList());
    assertTrue(Files.exists(wait.noted("told")));
    assertTrue(Files.readString(directory.resolve("report.md")).contains("cancel"));
    assertEquals("cancelled: somebody pressed the button", message(result));
  }

  @Test
  void terminatedOnTheServer_theCallerHearsSoAndTheStepIsToldToStop() throws Exception {
    WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
    CustomWorkflow workflow = workflow(wait);
    WorkflowRun run = workflow.start();
    wait.awaitNoted("begun");
    stub(workflow).terminate("enough");
    ConnectionLostException lost = assertThrows(ConnectionLostException.class, run::await);
    assertEquals("run " + run.runId() + " was ended on Temporal: enough", lost.getMessage());
    assertEquals("look at workflow " + key(workflow) + " in Temporal, then run again", lost.next());
    assertTrue(lost.retryable());
    wait.awaitNoted("told");
  }

  @Test
  void cancelThatTheServerDidNotHear_isSaidAgain() throws Exception {
    WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
    DeafServer deaf = new DeafServer("SignalWorkflowExecution", Status.Code.PERMISSION_DENIED);
    WorkflowServiceStubs stubs = behind(deaf);
    try {
      CustomWorkflow workflow = workflow(WorkflowClient.newInstance(stubs), wait);
      WorkflowRun run = workflow.listener(event -> {}).start();
      wait.awaitNoted("begun");
      run.cancel("enough");
      assertTrue(deaf.failed().get());
      assertEquals("cancelled: enough", message(run.await()));
    } finally {
      stubs.shutdownNow();
    }
  }

  @Test
  void serverThatRefuses_isNotCalledSilent() {
    WorkflowServiceStubs stubs =
        behind(new DeafServer("StartWorkflowExecution", Status.Code.PERMISSION_DENIED));
    try {
      WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
      CustomWorkflow workflow = workflow(WorkflowClient.newInstance(stubs), wait);
      PreconditionException refused = assertThrows(PreconditionException.class, workflow::start);
      assertEquals(
          "Temporal refuses: PERMISSION_DENIED: not now", String.valueOf(refused.getMessage()));
      assertEquals("check the namespace and the key or certificate", refused.next());
    } finally {
      stubs.shutdownNow();
    }
  }

  @Test
  void stepThatTheServerDoesNotLeaveToItsWorker_isDoneAgain() throws Exception {
    WorkflowServiceStubs stubs =
        behind(new DeafServer("RecordActivityTaskHeartbeat", Status.Code.FAILED_PRECONDITION));
    WorkflowClient client = WorkflowClient.newInstance(stubs);
    TemporalWorker unlucky = TemporalWorker.start(client, "beats", settings().build());
    try {
      TemporalEngine engine = TemporalEngine.of(client, "beats").heartbeat(Town.HEARTBEAT);
      WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
      WorkflowRun run = settings().engine(engine).build().workflow("beats").then(wait).start();
      wait.awaitBegunAgain();
      wait.release();
      WorkflowResult result = run.await();
      assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
      assertEquals("xx", Files.readString(wait.noted("begun")));
    } finally {
      unlucky.shutdown(Duration.ZERO);
      stubs.shutdownNow();
    }
  }

  private WorkflowServiceStubs behind(DeafServer deaf) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder()
            .setTarget(server.target())
            .setGrpcClientInterceptors(List.of(deaf))
            .build());
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void serverGoneWhileSomebodyWaits_theWaitEndsAndSaysSo() throws Exception {
    WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
    TemporalServer vanishing = TemporalServer.onPortThatVanishes();
    TemporalWorker lonely = TemporalWorker.start(vanishing.client(), QUEUE, settings().build());
    try {
      WorkflowRun run = workflow(vanishing.client(), wait).start();
      wait.awaitNoted("begun");
      vanishing.vanish();
      ConnectionLostException lost = assertThrows(ConnectionLostException.class, run::await);
      String message = String.valueOf(lost.getMessage());
      assertTrue(message.startsWith("Temporal does not answer any more: "), message);
      assertTrue(lost.next().startsWith("run " + run.runId() + " may go on there"), lost.next());
      assertTrue(lost.retryable());
    } finally {
      lonely.shutdown(Duration.ZERO);
      vanishing.close();
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void serverThatWasNeverThere_isRefusedAtStart() {
    String nowhere = "127.0.0.1:" + TemporalServer.freePort();
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(TemporalServer.impatient(nowhere).build());
    try {
      TemporalEngine engine = TemporalEngine.of(WorkflowClient.newInstance(stubs), QUEUE);
      CustomWorkflow workflow =
          settings().engine(engine).build().workflow("nowhere").then(new Nothing("one"));
      ConnectionLostException lost = assertThrows(ConnectionLostException.class, workflow::run);
      String message = String.valueOf(lost.getMessage());
      assertTrue(message.contains("Connection refused"), message);
      assertTrue(message.contains(nowhere), message);
      assertEquals(
          "see that its server runs and that its address is right, then run again", lost.next());
      assertTrue(lost.retryable());
      assertThrows(ConnectionLostException.class, () -> engine.find("some/key"));
    } finally {
      stubs.shutdownNow();
    }
  }

  private WorkflowStub stub(CustomWorkflow workflow) {
    return server.client().newUntypedWorkflowStub(key(workflow));
  }

  private static String key(CustomWorkflow workflow) {
    return workflow.plan().subject().key();
  }

  private CustomWorkflow workflow(WaitForFile wait) {
    return workflow(server.client(), wait);
  }

  private CustomWorkflow workflow(WorkflowClient client, WaitForFile wait) {
    TemporalEngine engine = TemporalEngine.of(client, QUEUE).heartbeat(Town.HEARTBEAT);
    return settings()
        .engine(engine)
        .build()
        .workflow("trouble")
        .then(wait)
        .then(new Nothing("after"))
        .report(FileReporter.to(directory.resolve("report.md")));
  }

  private static String message(WorkflowResult result) {
    return String.valueOf(result.failure().orElseThrow().getMessage());
  }

  private NeonflowBuilder settings() {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("contract")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }
}
