package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/** A step that quotes a token, in its progress and in its failure. */
public record TellToken(String name) implements Step<Seen> {

  @Override
  public Key<Seen> output() {
    return new Key<>("tell-token", Seen.class);
  }

  @Override
  public String describe() {
    return "tell " + name;
  }

  @Override
  public Seen run(StepContext context) {
    String token = context.secrets().get(name).reveal();
    context.progress("with " + token, -1);
    throw new IllegalStateException(
        "the service does not know " + token, new IllegalArgumentException("token " + token));
  }
}
