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
    String kept = kept(found);
    return kept != null
        ? DeletedBranch.kept(name.name(), kept)
        : DeleteBranch.delete(name, found, context);
  }

  @Override
  public String dryRun(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    String kept = kept(found);
    return kept != null ? "would do nothing: " + kept : DeleteBranch.dryRun(name, found, context);
  }

  /** What stays and why; null if nothing does. */
  private static @Nullable String kept(BranchLookup found) {
    AnnotatedBranch other = found.inTheWay();
    return found.ours() == null && other != null ? why(other) : null;
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
