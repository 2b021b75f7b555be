package dev.neonflow.workflows;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Steps.NotingReporter;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of steps that only note that they ran, on a clock that the test moves. */
abstract class RunnerFixture {

  @TempDir Path directory;

  final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  final List<String> log = new CopyOnWriteArrayList<>();
  final List<RunReport> reports = new CopyOnWriteArrayList<>();
  final NotingReporter reporter = new NotingReporter(reports, context -> log.add("report"));

  TeardownWorkflow workflow() {
    return neonflow().teardown().forPr(42);
  }

  Neonflow neonflow() {
    return builder().build();
  }

  NeonflowBuilder builder() {
    Neon nowhere =
        Neon.builder(Secret.of("key")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build();
    return Neonflow.builder(nowhere)
        .projectId("p")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .clock(time)
        .scheduler(time)
        .runIds(() -> new RunId("run-1"));
  }

  /** Waits like a step that does not listen. */
  static void awaitDeaf(CountDownLatch release) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // A step that does not listen.
      }
    }
  }

  static void fail(Exception e) throws Exception {
    throw e;
  }
}
