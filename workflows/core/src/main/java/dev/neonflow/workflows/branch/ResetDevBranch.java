package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives one engineer's branch the present state of the branch it was made from. Two requests, and
 * those that wait.
 *
 * @param name how it is called and found
 * @param backup what the state before is kept as, a branch that takes over the children; null
 *     throws it away
 */
public record ResetDevBranch(BranchName name, @Nullable String backup) implements Step<DevReset> {

  @Override
  public Key<DevReset> output() {
    return DevReset.KEY;
  }

  @Override
  public String describe() {
    return "reset branch "
        + name
        + " to its parent"
        + (backup == null ? "" : ", keeping its state as " + backup);
  }

  /** What is overwritten stays so. */
  @Override
  public boolean undoable(@Nullable DevReset output) {
    return false;
  }

  @Override
  public DevReset run(StepContext context) {
    Planned planned = planned(context);
    BranchReset.toParent(planned.branch(), planned.source(), backup, context);
    Branch branch = planned.branch().branch();
    return new DevReset(
        branch.id(), branch.name(), planned.source().name(), backup, planned.children());
  }

  @Override
  public String dryRun(StepContext context) {
    Planned planned = planned(context);
    return "would reset branch "
        + planned.branch().branch().name()
        + " to the present state of "
        + planned.source().name()
        + (backup == null ? "" : ", keeping its state as " + backup);
  }

  /** All that can be refused is refused before anything is written. */
  private Planned planned(StepContext context) {
    BranchLookup found = BranchLookup.amongAll(name, context);
    List<AnnotatedBranch> all = found.listed();
    AnnotatedBranch ours = ExistingBranches.ours(name, found, ExistingBranches.createDev(name));
    Fence.checkBranch(ours, context);
    Branch branch = ours.branch();
    refuseSchemaOnly(branch);
    if (backup == null) {
      BranchReset.refuseChildren(branch, all, null);
    } else {
      refuseTaken(backup, all);
    }
    Branch source = PlannedParent.of(ours, all);
    ParentLookup.refuseExpiring(source);
    return new Planned(ours, source, BranchTree.of(all).children(branch.id()));
  }

  private void refuseSchemaOnly(Branch branch) {
    if (branch.initSource() == InitSource.SCHEMA_ONLY) {
      throw PreconditionException.state(
          "branch "
              + branch.name()
              + " has its parent's schema only, and a reset would give it the data, too",
          "delete it and create it again",
          null);
    }
  }

  private static void refuseTaken(String backup, List<AnnotatedBranch> all) {
    for (AnnotatedBranch candidate : all) {
      if (candidate.branch().name().equals(backup)) {
        throw PreconditionException.state(
            "nothing was reset: there is a branch "
                + backup
                + " already, made at "
                + candidate.branch().createdAt(),
            "give the backup another name, or delete that branch",
            null);
      }
    }
  }

  private record Planned(AnnotatedBranch branch, Branch source, List<String> children) {}
}
