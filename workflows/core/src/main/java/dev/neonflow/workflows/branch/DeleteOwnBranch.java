package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a branch as {@link DeleteBranch} does, after a preview that adopts: one of its name that
 * somebody else made stays, for Neon to remove when the lease ends that the adoption gave it.
 *
 * @param name how it is found
 */
public record DeleteOwnBranch(BranchName name) implements Step<DeletedBranch> {

  @Override
  public Key<DeletedBranch> output() {
    return DeletedBranch.KEY;
  }

  @Override
  public String describe() {
    return "delete branch " + name + " unless somebody else made it";
  }

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DeletedBranch output) {
    return false;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    AnnotatedBranch other = found.inTheWay();
    return found.ours() == null && other != null
        ? DeletedBranch.kept(name.name(), why(other))
        : DeleteBranch.delete(name, found, context);
  }

  private static String why(AnnotatedBranch other) {
    Instant end = other.branch().expiresAt();
    return "branch "
        + other.branch().name()
        + " stays"
        + (end == null ? "" : " until " + Times.words(end))
        + ": it "
        + Ownership.owner(other);
  }
}
