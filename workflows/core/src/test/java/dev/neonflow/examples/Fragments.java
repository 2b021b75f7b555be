package dev.neonflow.examples;

import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.Workflow;
import java.time.Duration;

/** What several workflows of this company share. */
final class Fragments {

  private Fragments() {}

  // region fragment
  static <W extends Workflow<W>> W checked(W workflow) {
    return workflow
        .then(new CountRows("orders"), StepOptions.defaults().withTimeout(Duration.ofMinutes(1)))
        .then(
            new CountRows("customers"),
            StepOptions.named("count-customers").withAttempts(3)); // used twice: needs a name
  }
  // end
}
