///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DEPS dev.neonflow:neonflow-temporal:0.1.0-SNAPSHOT
//DESCRIPTION Do the steps of runs that Temporal decides about, until stopped

import dev.neonflow.cli.Program;
import dev.neonflow.cli.WorkerOptions;
import dev.neonflow.workflows.temporal.TemporalWorker;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.SimpleSslContextBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow worker --temporal-address 127.0.0.1:7233}. */
@Command(name = "worker", description = "Do the steps of runs that Temporal decides about.")
final class worker implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin WorkerOptions options;

  @Override
  public Integer call() {
    return options.serve(
        neonflow -> {
          WorkflowServiceStubs server = connect();
          WorkflowClientOptions where =
              WorkflowClientOptions.newBuilder().setNamespace(options.namespace()).build();
          WorkflowClient client = WorkflowClient.newInstance(server, where);
          TemporalWorker worker = TemporalWorker.start(client, options.taskQueue(), neonflow);
          return new WorkerOptions.Serving(
              worker::abortable,
              () -> {
                worker.close();
                server.shutdown();
              });
        });
  }

  private WorkflowServiceStubs connect() throws IOException {
    WorkflowServiceStubsOptions.Builder how =
        WorkflowServiceStubsOptions.newBuilder().setTarget(options.address());
    options.apiKey().ifPresent(key -> how.addApiKey(key::reveal).setEnableHttps(true));
    if (options.certificate().isPresent()) {
      try (InputStream certificate = Files.newInputStream(options.certificate().get());
          InputStream key = Files.newInputStream(options.privateKey().orElseThrow())) {
        how.setSslContext(SimpleSslContextBuilder.forPKCS8(certificate, key).build());
      }
    }
    try {
      WorkflowServiceStubs server =
          WorkflowServiceStubs.newConnectedServiceStubs(how.build(), PATIENCE);
      var namespace = DescribeNamespaceRequest.newBuilder().setNamespace(options.namespace());
      server.blockingStub().describeNamespace(namespace.build());
      return server;
    } catch (StatusRuntimeException e) {
      throw switch (e.getStatus().getCode()) {
        case NOT_FOUND, UNAUTHENTICATED, PERMISSION_DENIED -> options.refused(e);
        default -> options.unreachable(e);
      };
    }
  }

  public static void main(String[] args) {
    Program.main(new worker(), args);
  }
}
