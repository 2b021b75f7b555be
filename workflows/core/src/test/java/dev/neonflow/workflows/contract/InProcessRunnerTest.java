package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PatientScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class InProcessRunnerTest extends RunnerContract {

  @TempDir Path directory;

  @Override
  public Neonflow neonflow() {
    return settings(directory).build();
  }

  @Override
  public Neonflow patient() {
    return settings(directory).scheduler(new PatientScheduler()).build();
  }

  @Override
  public boolean inThisProcess() {
    return true;
  }

  @AfterEach
  void noLockIsLeft() throws IOException {
    Path locks = directory.resolve("locks");
    if (Files.exists(locks)) {
      try (Stream<Path> left = Files.list(locks)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }
}
