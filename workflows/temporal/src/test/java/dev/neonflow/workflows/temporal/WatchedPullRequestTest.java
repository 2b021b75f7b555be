package dev.neonflow.workflows.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.AllClosed;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose pull requests a worker looks at. */
@Timeout(600)
class WatchedPullRequestTest {

  private static final String QUEUE = "watched";

  @TempDir Path directory;

  @Test
  void closedInTheWorkersRepository_meansNothingToAnother() {
    try (TemporalServer server = TemporalServer.inProcess()) {
      Neonflow watching = settings("acme/shop").pullRequests(new AllClosed()).build();
      TemporalWorker worker = TemporalWorker.start(server.client(), QUEUE, watching);
      try {
        assertEquals(WorkflowStatus.CLOSED, run(server, "Acme/Shop"));
        assertEquals(WorkflowStatus.SUCCEEDED, run(server, "acme/other"));
      } finally {
        worker.shutdown(Duration.ZERO);
      }
    }
  }

  private WorkflowStatus run(TemporalServer server, String repository) {
    return settings(repository)
        .engine(TemporalEngine.of(server.client(), QUEUE))
        .build()
        .teardown()
        .forPr(42)
        .then(new Nothing("one"))
        .then(new Removed("remove"))
        .start()
        .await()
        .status();
  }

  private NeonflowBuilder settings(String repository) {
    URI nowhere = URI.create("http://127.0.0.1:1/api/v2");
    return Neonflow.builder(Neon.builder(Secret.of("key")).apiBase(nowhere).build())
        .projectId("watched")
        .repository(repository)
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"));
  }
}
