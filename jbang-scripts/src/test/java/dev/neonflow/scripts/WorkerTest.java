package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.temporal.TemporalEngine;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worker script with Temporal's server for tests. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@Timeout(900)
class WorkerTest {

  private static final Map<String, String> ACCOUNT =
      Map.of("NEON_API_KEY", "not-used", "NEON_PROJECT_ID", "silent-hall-60879203");

  @TempDir Path home;

  @Test
  void noServer_isSaidWithHowToStartOne() throws Exception {
    try (DeadPort nobody = new DeadPort()) {
      Ended ended = Script.WORKER.run(ACCOUNT, home, "--temporal-address", nobody.address());
      assertEquals(7, ended.exitCode(), ended.toString());
      assertTrue(ended.err().contains(nobody.address() + ", namespace default"), ended.err());
      assertTrue(ended.err().contains("temporal server start-dev"), ended.err());
      assertEquals("", ended.out());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--temporal-address,nowhere,'nowhere' is not an address",
    "--timeout,1h,a worker serves until it is stopped",
    "--lock-url-env,LOCKS,Temporal keeps two runs of a key apart"
  })
  void wrongOption_isRefused(String option, String value, String words) {
    Map<String, String> environment =
        Map.of("NEON_API_KEY", "k", "NEON_PROJECT_ID", "p", "LOCKS", "postgresql://u:p@h/db");
    Ended ended = Script.WORKER.run(environment, home, option, value);
    assertEquals(2, ended.exitCode(), ended.toString());
    assertTrue(ended.err().contains(words), ended.err());
  }

  @Test
  void certificateWithoutItsKey_isRefused() {
    Map<String, String> environment =
        Map.of(
            "NEON_API_KEY", "k", "NEON_PROJECT_ID", "p", "TEMPORAL_TLS_CLIENT_CERT_PATH", "c.pem");
    Ended ended = Script.WORKER.run(environment, home);
    assertEquals(2, ended.exitCode(), ended.toString());
    assertTrue(ended.err().contains("TEMPORAL_TLS_CLIENT_KEY_PATH"), ended.err());
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void worker_doesStepsUntilItIsToldToEnd(String signal, int code) throws Exception {
    Peers.need("kill");
    try (Temporal temporal = Temporal.start();
        EmbeddedNeon embedded = EmbeddedNeon.start();
        Neon neon =
            Neon.builder(Secret.of(embedded.apiKey())).apiBase(embedded.apiBase()).build()) {
      String address = temporal.address();
      Process worker =
          Child.start(
              home,
              Map.of(
                  "HOME", home.toString(),
                  "NEON_API_HOST", embedded.apiBase().toString(),
                  "NEON_API_KEY", embedded.apiKey(),
                  "TEMPORAL_ADDRESS", address),
              Script.WORKER.command("--task-queue", "q"),
              home.resolve("out"));
      try (BufferedReader said = worker.errorReader()) {
        String ready = said.readLine();
        while (ready != null && !ready.startsWith("ready: ")) {
          ready = said.readLine();
        }
        assertEquals(
            "ready: Neon project "
                + embedded.projectId()
                + ", task queue q at "
                + address
                + ", namespace default; stop it with Ctrl-C",
            ready);
        CompletableFuture<String> rest =
            CompletableFuture.supplyAsync(() -> String.join("\n", said.lines().toList()));
        WorkflowResult result = preview(neon, embedded.projectId(), address);
        assertEquals(WorkflowStatus.SUCCEEDED, result.status());
        new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid())).start().waitFor();
        String lines = rest.get(Child.MINUTES, TimeUnit.MINUTES);
        assertTrue(worker.waitFor(Child.MINUTES, TimeUnit.MINUTES), "it does not end");
        assertEquals(code, worker.exitValue(), lines);
        String branch = result.get(PreviewWorkflow.BRANCH).name();
        assertTrue(lines.lines().anyMatch(line -> line.matches("  branch .*" + branch + ".*")));
        assertTrue(lines.lines().anyMatch(line -> line.startsWith("  migration ")), lines);
        assertTrue(lines.contains("stopping"), lines);
        assertFalse(lines.contains("\tat "), lines);
      } finally {
        Child.kill(worker);
      }
    }
  }

  /** Temporal's server for tests, which does not choose a port itself. */
  private record Temporal(TestServer.PortBoundTestServer server, int port)
      implements AutoCloseable {

    private static final int GOES = 20;

    /** On a port that was free a moment before; somebody else may be quicker. */
    static Temporal start() throws IOException {
      for (int go = 1; true; go++) {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
          port = free.getLocalPort();
        }
        try {
          return new Temporal(TestServer.createPortBoundServer(port), port);
        } catch (RuntimeException e) {
          if (go == GOES || !(e.getCause() instanceof IOException)) {
            throw e;
          }
        }
      }
    }

    String address() {
      return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
      server.close();
    }
  }

  private WorkflowResult preview(Neon neon, String project, String address) {
    WorkflowServiceStubs server =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      return Neonflow.builder(neon)
          .projectId(project)
          .repository("acme/shop")
          .environment(name -> null)
          .directory(home)
          .engine(TemporalEngine.of(WorkflowClient.newInstance(server), "q"))
          .build()
          .preview()
          .forPr(42)
          .migrate(CommandMigrator.of("true"))
          .run();
    } finally {
      server.shutdownNow();
    }
  }
}
