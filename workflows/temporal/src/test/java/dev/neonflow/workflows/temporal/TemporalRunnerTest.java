package dev.neonflow.workflows.temporal;

import static io.temporal.api.enums.v1.PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.contract.RunnerContract;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs on Temporal, with one worker. */
class TemporalRunnerTest extends RunnerContract {

  private static final String QUEUE = "neonflow";

  @TempDir static Path directory;

  private static TemporalServer server;
  private static TemporalWorker worker;

  @BeforeAll
  static void start() {
    server = TemporalServer.inProcess();
    worker = TemporalWorker.start(server.client(), QUEUE, settings(directory).build());
  }

  @AfterAll
  static void stop() {
    worker.shutdown(Duration.ZERO);
    server.close();
  }

  @Override
  public Neonflow neonflow() {
    TemporalEngine engine =
        TemporalEngine.of(server.client(), QUEUE).heartbeat(Duration.ofSeconds(1));
    return settings(directory).engine(engine).build();
  }

  /**
   * Temporal's test server has no way from "to be cancelled" to "failed, to be tried again": an
   * attempt that fails while its cancellation is on the way is never heard of. The real one has.
   */
  @Override
  public void awaitPause(String key) throws Exception {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(server.client().getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(key))
            .build();
    Polling.until(
        "the pause",
        () ->
            server
                .client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(request)
                .getPendingActivitiesList()
                .stream()
                .anyMatch(
                    step ->
                        step.getAttempt() == 2
                            && step.getState() == PENDING_ACTIVITY_STATE_SCHEDULED));
  }
}
