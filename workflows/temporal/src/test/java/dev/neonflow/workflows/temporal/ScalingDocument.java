package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowResult;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** The code that docs/scaling.md shows. */
final class ScalingDocument {

  private ScalingDocument() {}

  // region worker
  /** Does steps until it is closed, which waits for those that run. */
  static TemporalWorker work(WorkflowClient temporal, Neonflow neonflow) {
    return TemporalWorker.start(temporal, "neonflow", neonflow);
  }

  static WorkflowClient connect(String address) { // 127.0.0.1:7233
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build()));
  }

  // end

  // region start
  /** Waits for the end; with start() in place of run() it would not. */
  static WorkflowResult preview(WorkflowClient temporal, NeonflowBuilder settings, int number) {
    Neonflow neonflow = settings.engine(TemporalEngine.of(temporal, "neonflow")).build();
    return neonflow.preview().forPr(number).migrate().comment().run();
  }
  // end
}
