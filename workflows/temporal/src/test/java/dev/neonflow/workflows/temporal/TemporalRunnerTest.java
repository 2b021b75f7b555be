package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.contract.RunnerContract;
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
}
