package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;

/**
 * Deletes a branch that is ours and proves that it is gone; one that is not there is a success.
 *
 * @param name how it is found
 */
public record DeleteBranch(BranchName name) implements Step<DeletedBranch> {

  @Override
  public Key<DeletedBranch> output() {
    return DeletedBranch.KEY;
  }

  @Override
  public String describe() {
    return "delete branch " + name;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    throw new UnsupportedOperationException();
  }
}
