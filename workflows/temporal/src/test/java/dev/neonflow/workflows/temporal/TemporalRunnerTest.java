package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.contract.RunnerContract;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs on Temporal, with one worker. The tests mostly wait, so they do it beside each other. */
@Execution(ExecutionMode.CONCURRENT)
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
    TemporalEngine engine = TemporalEngine.of(server.client(), QUEUE).heartbeat(Town.HEARTBEAT);
    return settings(directory).engine(engine).build();
  }

  @Override
  public Duration untilAnUndoBegins() {
    return Duration.ofSeconds(20);
  }

  /**
   * Temporal's test server has no way from "to be cancelled" to "failed, to be tried again": an
   * attempt that fails while its cancellation is on the way is never heard of. The real one has.
   * The test server counts the next attempt once one has failed, and calls a step started ever
   * after.
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
                .anyMatch(step -> step.getAttempt() == 2));
  }
}
