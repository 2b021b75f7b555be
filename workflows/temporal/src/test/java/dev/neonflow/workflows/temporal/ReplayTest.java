package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that began with an earlier release goes on with this one only if it asks Temporal for the
 * same, in the same order: what {@link HistoryRecorder} recorded is done again by this code.
 */
class ReplayTest {

  /** A busy machine takes its time to read a plan. */
  private static final long PATIENCE_MILLIS = 30_000;

  @ParameterizedTest
  @ValueSource(strings = {"undone", "cancelled", "cancelled-in-undo"})
  void historyOfAnEarlierRelease_isGoneThroughAgain(String name) throws Exception {
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
      WorkerOptions patient =
          WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(PATIENCE_MILLIS).build();
      Worker worker = environment.newWorker("replay", patient);
      worker.registerWorkflowImplementationTypes(PlanDriver.class);
      worker.replayWorkflowExecution(history(name));
    }
  }

  private static WorkflowExecutionHistory history(String name) throws Exception {
    try (InputStream file = ReplayTest.class.getResourceAsStream("/histories/" + name + ".json")) {
      assertNotNull(file, name);
      return WorkflowExecutionHistory.fromJson(
          new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
