package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** A step that does nothing. */
public record Nothing(String id) implements Step<Seen> {

  @Override
  public Key<Seen> output() {
    return new Key<>(id, Seen.class);
  }

  @Override
  public String describe() {
    return "do nothing";
  }

  @Override
  public Seen run(StepContext context) {
    return new Seen("nothing");
  }
}
