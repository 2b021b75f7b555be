package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;

/** A step that quotes the password of its branch, in its progress and in its failure. */
public record TellPassword() implements Step<Note> {

  @Override
  public Key<Note> output() {
    return Note.of("tell-password");
  }

  @Override
  public String describe() {
    return "tell the password";
  }

  @Override
  public Note run(StepContext context) {
    String password = context.connection(context.get(BranchRef.KEY)).direct().password().reveal();
    context.progress("with password " + password, -1);
    throw new IllegalStateException("the password " + password + " is wrong");
  }
}
