package dev.neonflow.workflows.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Works until its standard input ends; shuts down when it is told to. */
public final class WorkerMain {

  static final String WORKS = "works";
  static final String SHUT_DOWN = "shut down";

  private WorkerMain() {}

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
    // The server of these tests would wait for a dead worker's own queue for ever.
    WorkerOptions options =
        WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build();
    TemporalWorker worker =
        TemporalWorker.start(
            WorkflowClient.newInstance(stubs), arguments[1], shop.neonflow().build(), options);
    System.out.println(WORKS);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      worker.shutdown(Duration.ZERO);
      System.out.println(SHUT_DOWN);
    }
    worker.shutdown(Duration.ZERO);
    stubs.shutdownNow();
  }
}
