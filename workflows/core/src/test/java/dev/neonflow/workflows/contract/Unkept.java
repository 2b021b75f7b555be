package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** A step whose output has no form in JSON. */
public record Unkept() implements Step<Unkept.Handle> {

  static final Key<Handle> HANDLE = new Key<>("unkept", Handle.class);

  /** Something that is of use in its own process only. */
  public record Handle(Thread thread) {}

  @Override
  public Key<Handle> output() {
    return HANDLE;
  }

  @Override
  public String describe() {
    return "put out a thread";
  }

  @Override
  public Handle run(StepContext context) {
    return new Handle(Thread.currentThread());
  }
}
