package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the branch that one run for the same subject created, and no other, and proves that it is
 * gone. That there is none is fine.
 *
 * @param name how it is found
 * @param creator which run
 */
public record DeleteCreated(BranchName name, RunId creator) implements Step<DeletedBranch> {

  @Override
  public Key<DeletedBranch> output() {
    return DeletedBranch.KEY;
  }

  @Override
  public String describe() {
    return "delete branch " + name + " if run " + creator.value() + " created it";
  }

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DeletedBranch output) {
    return false;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    DeletedBranch deleted = new DeletedBranch(null, name.name(), false);
    for (AnnotatedBranch candidate : BranchLookup.list(name.search(), context)) {
      if (Ownership.isOurs(candidate, context.subject()) && Ownership.isOfRun(candidate, creator)) {
        DeleteBranch.delete(candidate, context);
        deleted = new DeletedBranch(candidate.branch().id(), candidate.branch().name(), true);
      }
    }
    return deleted;
  }
}
