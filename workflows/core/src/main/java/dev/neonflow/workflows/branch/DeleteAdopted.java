package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a branch that another tool made for the same repository and pull request, as Neon's
 * create-branch-action does, and proves that it is gone.
 *
 * @param branchId which one
 * @param name its name
 */
public record DeleteAdopted(String branchId, String name) implements Step<DeletedBranch> {

  @Override
  public Key<DeletedBranch> output() {
    return DeletedBranch.KEY;
  }

  @Override
  public String describe() {
    return "delete branch " + name + ", which another tool made";
  }

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DeletedBranch output) {
    return false;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    Optional<AnnotatedBranch> found =
        BranchLookup.list(name, context).stream()
            .filter(candidate -> candidate.branch().id().equals(branchId))
            .findFirst();
    if (found.isEmpty()) {
      return new DeletedBranch(null, name, false);
    }
    new BranchDeletion(context, branch -> check(branch, context)).delete(List.of(found.get()));
    return new DeletedBranch(branchId, found.get().branch().name(), true);
  }

  private static void check(AnnotatedBranch candidate, StepContext context) {
    Branch branch = candidate.branch();
    if (branch.isDefault() || branch.isProtected() || !isAdoptable(candidate, context)) {
      throw new FenceException(
          "branch "
              + branch.name()
              + " was not made for "
              + context.subject().key()
              + ", or is the default branch or protected",
          "look at it in Neon's console",
          null);
    }
  }

  private static boolean isAdoptable(AnnotatedBranch candidate, StepContext context) {
    String number =
        context.subject().pullRequestNumber().map(String::valueOf).orElse("of no pull request");
    return !Ownership.isManaged(candidate)
        && context
            .subject()
            .repository()
            .equalsIgnoreCase(candidate.annotations().get(Ownership.REPOSITORY))
        && number.equals(candidate.annotations().get(Ownership.PULL_REQUEST));
  }
}
