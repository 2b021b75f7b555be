package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** Takes the place of the other steps once the pull request is closed. */
public record Removed(String id) implements Step<Seen> {

  @Override
  public Key<Seen> output() {
    return new Key<>(id, Seen.class);
  }

  @Override
  public String describe() {
    return "remove";
  }

  @Override
  public Runs runs() {
    return Runs.WHEN_CLOSED;
  }

  @Override
  public Seen run(StepContext context) {
    return new Seen("removed");
  }
}
