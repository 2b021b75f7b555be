package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.WorkflowRun;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Path;

/** Starts a preview, says its id and waits for its end. */
public final class StarterMain {

  private StarterMain() {}

  /** Arguments: the server, the queue, the shop's directory, API base, project. */
  public static void main(String[] arguments) throws Exception {
    Shop shop =
        new Shop(
            Path.of(arguments[2]),
            URI.create(arguments[3]),
            System.getenv("NEON_API_KEY"),
            arguments[4]);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
    TemporalEngine engine =
        TemporalEngine.of(WorkflowClient.newInstance(stubs), arguments[1])
            .heartbeat(Town.HEARTBEAT);
    Neonflow neonflow = shop.neonflow().engine(engine).build();
    WorkflowRun run = Shop.preview(neonflow).start();
    System.out.println(run.runId());
    System.out.println(run.await().status());
    stubs.shutdownNow();
  }
}
