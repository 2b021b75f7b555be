package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** Puts out nearly as much as a step may. */
public record Much(String id) implements Step<Seen> {

  private static final int LENGTH = 60 * 1024;

  @Override
  public Key<Seen> output() {
    return new Key<>(id, Seen.class);
  }

  @Override
  public String describe() {
    return "put out much";
  }

  @Override
  public Seen run(StepContext context) {
    return new Seen("x".repeat(LENGTH));
  }
}
