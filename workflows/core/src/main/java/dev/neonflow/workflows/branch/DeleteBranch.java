package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a branch that is ours, and any other of the same key, children first, and proves that
 * they are gone; none being there is a success. Children of somebody else keep it.
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

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DeletedBranch output) {
    return false;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    return delete(name, BranchLookup.of(name, context), context);
  }

  /** Deletes what a lookup found. */
  static DeletedBranch delete(BranchName name, BranchLookup found, StepContext context) {
    Optional<AnnotatedBranch> ours = found.oursToDelete();
    if (ours.isEmpty()) {
      return new DeletedBranch(null, name.name(), false);
    }
    List<AnnotatedBranch> all = new ArrayList<>(found.twins());
    all.add(ours.get());
    Branch branch = ours.get().branch();
    List<String> others =
        fenced(context).delete(all).stream()
            .filter(gone -> !gone.id().equals(branch.id()))
            .map(Branch::name)
            .toList();
    return new DeletedBranch(branch.id(), branch.name(), true, others, null);
  }

  @Override
  public String dryRun(StepContext context) {
    return dryRun(name, BranchLookup.of(name, context), context);
  }

  /** What would be deleted of what a lookup found. */
  static String dryRun(BranchName name, BranchLookup found, StepContext context) {
    Optional<AnnotatedBranch> ours = found.oursToDelete();
    if (ours.isEmpty()) {
      return "would do nothing: there is no branch " + name;
    }
    Fence.checkBranch(ours.get(), context);
    Branch branch = ours.get().branch();
    StringBuilder text = new StringBuilder("would delete branch ").append(named(branch));
    found.twins().forEach(twin -> text.append(", ").append(named(twin.branch())));
    return text.toString();
  }

  private static String named(Branch branch) {
    return branch.name() + " (" + branch.id() + ")";
  }

  /** Deletes this very branch, with those of its children that are ours. */
  static void delete(AnnotatedBranch ours, StepContext context) {
    fenced(context).delete(List.of(ours));
  }

  private static BranchDeletion fenced(StepContext context) {
    return new BranchDeletion(context, branch -> Fence.checkBranch(branch, context));
  }
}
