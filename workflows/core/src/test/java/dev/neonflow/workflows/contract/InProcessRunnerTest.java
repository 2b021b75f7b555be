package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.Neonflow;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class InProcessRunnerTest extends RunnerContract {

  @TempDir Path directory;

  @Override
  public Neonflow neonflow() {
    return settings(directory).build();
  }

  @Override
  public boolean inThisProcess() {
    return true;
  }
}
