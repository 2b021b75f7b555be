package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.examples.SqlFile;
import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import io.temporal.api.enums.v1.EventType;
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

/** Workers and starters that do not know the same steps. */
@Timeout(600)
class OtherReleaseTest {

  private static final String FULL = "full";

  @TempDir Path directory;
  private Town town;

  @BeforeEach
  void start() throws Exception {
    town = Town.start(directory);
  }

  @AfterEach
  void stop() {
    town.close();
  }

  /** A step that nobody has named. */
  public record Unnamed(String what) implements Step<Seen> {

    @Override
    public Key<Seen> output() {
      return new Key<>("unnamed", Seen.class);
    }

    @Override
    public String describe() {
      return what;
    }

    @Override
    public Seen run(StepContext context) {
      return new Seen(what);
    }
  }

  @Test
  void startersUnknownStep_isRefusedAtStart() {
    CustomWorkflow workflow = town.neonflow().workflow("unknown").then(new Unnamed("new"));
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, workflow::start);
    assertTrue(String.valueOf(refused.getMessage()).contains("unnamed"), refused::getMessage);
    assertTrue(town.engine().find(workflow.plan().subject().key()).isEmpty());
  }

  @Test
  void startersUnknownStepInAPlanFromElsewhere_isRefusedAtStart() {
    String json = town.neonflow().workflow("unknown").then(new Nothing("one")).plan().toJson();
    String later = json.replace("shop.nothing", "shop.something-new");
    assertThrows(InvalidWorkflowException.class, () -> town.neonflow().run(Plan.fromJson(later)));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = FULL)
  void workersUnknownStep_waitsForAWorkerThatKnowsIt() throws Exception {
    PreviewWorkflow preview = preview();
    String key = preview.plan().subject().key();
    WorkflowRun run;
    try (JvmProcess old = olderWorker()) {
      run = preview.start();
      Polling.until("a task that the older worker cannot do", () -> hasFailedTask(key));
      assertTrue(old.isAlive());
      assertTrue(run.await(Duration.ZERO).isEmpty());
    }
    TemporalWorker known = town.workerHere();
    try {
      assertMigrated(run.await());
    } finally {
      known.shutdown(Duration.ZERO);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = FULL)
  void oneWorkerOfTwoKnowsTheStep_itIsDoneThere() throws Exception {
    PreviewWorkflow preview = preview();
    try (JvmProcess old = olderWorker()) {
      TemporalWorker known = town.workerHere();
      try {
        assertMigrated(preview.start().await());
        assertTrue(old.isAlive());
      } finally {
        known.shutdown(Duration.ZERO);
      }
    }
  }

  private void assertMigrated(WorkflowResult result) {
    assertEquals(WorkflowStatus.SUCCEEDED, result.status(), () -> Town.told(result));
    assertEquals(
        1,
        town.requests().stream().filter("POST /projects/{p}/branches"::equals).count(),
        () -> town.requests().toString());
  }

  private PreviewWorkflow preview() throws Exception {
    Path file = Files.writeString(directory.resolve("later.sql"), "select 1");
    return town.neonflow().preview().forPr(42).migrate(new SqlFile(file)).comment();
  }

  private boolean hasFailedTask(String key) {
    return town.history(key).getEvents().stream()
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
  }

  /** Without the examples' step types, which are in the core's tests. */
  private JvmProcess olderWorker() throws Exception {
    List<String> parts = List.of("workflows/core/target/test-classes", "-tests.jar");
    return town.worker(entry -> parts.stream().noneMatch(entry.replace('\\', '/')::contains));
  }
}
