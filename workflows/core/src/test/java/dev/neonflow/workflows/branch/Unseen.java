package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.Jdbc;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.time.Duration;
import java.util.List;

/** A command that is over before anybody looks. */
record Unseen(boolean connects) implements Migrator {

  @Override
  public String tool() {
    return "unseen";
  }

  @Override
  public String describe() {
    return "something short";
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception {
    var unused = target.watch().commandStarts();
    // Whoever looks waits for this.
    synchronized (target.watch()) {
      if (connects) {
        Jdbc.open(target.direct()).close();
      }
    }
    return new MigrationReport("unseen", List.of(), null, null, Duration.ZERO);
  }
}
