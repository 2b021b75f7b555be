package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** Asks the worker for a secret by its name. */
public record UseToken(String name) implements Step<Seen> {

  @Override
  public Key<Seen> output() {
    return new Key<>("use-token", Seen.class);
  }

  @Override
  public String describe() {
    return "use " + name;
  }

  @Override
  public Seen run(StepContext context) {
    int length = context.secrets().get(name).reveal().length();
    return new Seen(length + " characters");
  }
}
