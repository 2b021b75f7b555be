package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.InitSource;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives one engineer's branch the present state of the branch it was made from. Two requests, and
 * those that wait. If the branch that should keep the state before was made by its last reset, a
 * few minutes ago, that was this reset in a run which was killed: it is not done twice, because the
 * name is taken and what was written since would be lost.
 *
 * @param name how it is called and found
 * @param backup what the state before is kept as, a branch that takes over the children; null
 *     throws it away
 */
public record ResetDevBranch(BranchName name, @Nullable String backup) implements Step<DevReset> {

  /** How long after a reset the same one is taken for its repetition. */
  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(10);

  /** How far the times may differ that Neon notes of one reset on its two branches. */
  private static final Duration SAME = Duration.ofMinutes(1);

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
    Branch branch = planned.branch().branch();
    if (planned.doneAt() != null) {
      RefreshStaging.awaitReady(branch, context);
    } else {
      planned = reset(planned, context);
    }
    return new DevReset(
        branch.id(),
        branch.name(),
        planned.source().name(),
        backup,
        planned.children(),
        planned.doneAt());
  }

  private Planned reset(Planned planned, StepContext context) {
    try {
      BranchReset.toParent(planned.branch(), planned.source(), backup, context);
      return planned;
    } catch (ConflictException e) {
      if (backup == null) {
        throw e;
      }
      // The name was free a moment ago: a run that was killed may have begun this reset.
      RefreshStaging.awaitReady(planned.branch().branch(), context);
      Planned after = planned(context);
      if (after.doneAt() == null) {
        throw e;
      }
      return after;
    }
  }

  @Override
  public String dryRun(StepContext context) {
    Planned planned = planned(context);
    if (planned.doneAt() != null) {
      return "would do nothing: branch "
          + planned.branch().branch().name()
          + " was reset at "
          + planned.doneAt()
          + ", and its state before is "
          + backup;
    }
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
    Branch source = PlannedParent.of(ours, all);
    if (backup == null) {
      BranchReset.refuseChildren(branch, all, null);
    } else {
      AnnotatedBranch taken = named(backup, all);
      if (taken != null && isOfThisReset(taken, branch, context.clock().instant())) {
        List<String> moved = BranchTree.of(all).children(taken.branch().id());
        return new Planned(ours, source, moved, branch.lastResetAt());
      }
      refuseTaken(taken == null ? null : taken.branch());
    }
    ParentLookup.refuseExpiring(source);
    return new Planned(ours, source, BranchTree.of(all).children(branch.id()), null);
  }

  /**
   * Neon notes nothing on a branch that it makes to preserve a state, and makes none the default
   * one or protected; of those, the times must tell.
   */
  private static boolean isOfThisReset(AnnotatedBranch taken, Branch branch, Instant now) {
    Instant reset = branch.lastResetAt();
    Branch kept = taken.branch();
    return reset != null
        && taken.annotations().isEmpty()
        && !kept.isDefault()
        && !kept.isProtected()
        && Duration.between(reset, kept.createdAt()).abs().compareTo(SAME) < 0
        && reset.isAfter(now.minus(REPEATED_WITHIN));
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

  private static @Nullable AnnotatedBranch named(String wanted, List<AnnotatedBranch> all) {
    for (AnnotatedBranch candidate : all) {
      if (candidate.branch().name().equals(wanted)) {
        return candidate;
      }
    }
    return null;
  }

  private static void refuseTaken(@Nullable Branch taken) {
    if (taken != null) {
      throw PreconditionException.state(
          "nothing was reset: there is a branch "
              + taken.name()
              + " already, made at "
              + taken.createdAt(),
          "give the backup another name, or delete that branch",
          null);
    }
  }

  /** What is to be done, or since when it is. */
  private record Planned(
      AnnotatedBranch branch, Branch source, List<String> children, @Nullable Instant doneAt) {}
}
