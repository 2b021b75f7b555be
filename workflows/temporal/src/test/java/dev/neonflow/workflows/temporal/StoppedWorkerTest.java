package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import io.temporal.worker.WorkerOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the step that runs where a worker ends in order. */
@Timeout(600)
class StoppedWorkerTest {

  private static final String QUEUE = "stopped";

  /** Longer than a worker may be silent. */
  private static final Duration LONG = Town.HEARTBEAT.plusSeconds(3);

  @TempDir Path directory;
  private TemporalServer server;
  private TemporalWorker first;

  @BeforeEach
  void start() {
    server = TemporalServer.onPort();
    first = worker();
  }

  @AfterEach
  void stop() {
    first.shutdown(Duration.ZERO);
    server.close();
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void stepThatIsWaitedFor_isNotDoneByAnotherWorkerMeanwhile() throws Exception {
    Slow slow = slow(LONG, Slow.Manner.STOPS);
    WorkflowRun run = start(slow);
    slow.awaitBegun();
    TemporalWorker second = worker();
    try {
      assertTrue(first.abortable());
      first.shutdown(Duration.ofMinutes(1));
      assertSucceeded(run);
      assertEquals("x", slow.begun());
    } finally {
      second.shutdown(Duration.ZERO);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void stepThatMustNotBeAborted_isWaitedForWithoutLimit() throws Exception {
    Slow slow = slow(LONG, Slow.Manner.LASTS);
    WorkflowRun run = start(slow);
    slow.awaitBegun();
    Polling.until("it works", () -> !first.abortable());
    first.shutdown(Duration.ZERO);
    assertTrue(first.abortable());
    TemporalWorker second = worker();
    try {
      assertSucceeded(run);
      assertEquals("x", slow.begun());
    } finally {
      second.shutdown(Duration.ZERO);
    }
  }

  @Test
  void stepThatIsDoneWhenItIsToldToStop_isNotDoneAgain() throws Exception {
    Slow slow = slow(Duration.ofMinutes(5), Slow.Manner.FINISHES);
    WorkflowRun run = start(slow);
    slow.awaitBegun();
    first.shutdown(Duration.ZERO);
    TemporalWorker second = worker();
    try {
      assertSucceeded(run);
      assertEquals("x", slow.begun());
    } finally {
      second.shutdown(Duration.ZERO);
    }
  }

  @Test
  void stepThatStopsWhenItIsTold_isDoneAgainByAnotherWorker() throws Exception {
    WaitForFile wait = new WaitForFile("wait", directory.resolve("file"));
    WorkflowRun run = start(wait);
    wait.awaitNoted("begun");
    first.shutdown(Duration.ZERO);
    assertFalse(run.await(Duration.ZERO).isPresent());
    TemporalWorker second = worker();
    try {
      wait.awaitBegunAgain();
      wait.release();
      assertSucceeded(run);
      assertEquals("xx", Files.readString(wait.noted("begun")));
    } finally {
      second.shutdown(Duration.ZERO);
    }
  }

  private TemporalWorker worker() {
    // The server of these tests would wait for an ended worker's own queue for ever.
    WorkerOptions options =
        WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build();
    return TemporalWorker.start(server.client(), QUEUE, settings().build(), options);
  }

  private static void assertSucceeded(WorkflowRun run) {
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> result.outcomes().toString());
  }

  private Slow slow(Duration lasts, Slow.Manner manner) {
    return new Slow("slow", directory.resolve("begun"), lasts, manner);
  }

  private WorkflowRun start(Step<?> step) {
    TemporalEngine engine = TemporalEngine.of(server.client(), QUEUE).heartbeat(Town.HEARTBEAT);
    return settings().engine(engine).build().workflow("stopped").then(step).start();
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
