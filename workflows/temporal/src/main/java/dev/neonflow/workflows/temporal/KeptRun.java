package dev.neonflow.workflows.temporal;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run that the server has kept.
 *
 * @param stub leads to exactly this run, also when the key has another one later
 * @param request what it was started with
 */
record KeptRun(WorkflowStub stub, RunRequest request) {

  /** The last run of a key. */
  static Optional<KeptRun> find(WorkflowClient client, String key) {
    try {
      WorkflowExecutionDescription described = client.newUntypedWorkflowStub(key).describe();
      if (!described.getWorkflowType().equals(PlanWorkflow.TYPE)) {
        return Optional.empty();
      }
      WorkflowExecution execution = described.getExecution();
      RunRequest request = RunRequest.fromJson(input(client, execution));
      return Optional.of(new KeptRun(stub(client, execution), request));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (WorkflowServiceException e) {
      throw ServerTrouble.of(e);
    }
  }

  static WorkflowStub stub(WorkflowClient client, WorkflowExecution execution) {
    return client.newUntypedWorkflowStub(
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(execution.getWorkflowId())
            .setRunId(execution.getRunId())
            .build());
  }

  private static String input(WorkflowClient client, WorkflowExecution execution) {
    try (Stream<HistoryEvent> history =
        client.streamHistory(execution.getWorkflowId(), execution.getRunId())) {
      Payloads input =
          history
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("a history without a beginning"))
              .getWorkflowExecutionStartedEventAttributes()
              .getInput();
      return client
          .getOptions()
          .getDataConverter()
          .fromPayloads(0, Optional.of(input), String.class, String.class);
    }
  }
}
