package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives branches the present state of another one. All that was in them is gone. */
public final class BranchReset {

  private BranchReset() {}

  /**
   * Replaces what is in a branch by what is in its source now, and waits until that is done. The
   * branch's id, name and connection details stay; its open connections break; a lease begins anew.
   * One request, and those that wait. Reset twice, it is the same.
   *
   * @param branch fenced here: neither default nor protected, and ours
   * @param source see {@link PlannedParent}; one that expires can have no children and is refused
   * @param preserveUnderName what the state before is kept as, a branch that takes over the
   *     children; null throws it away
   * @return the branch as Neon answered, before it was done
   * @throws PreconditionException if the branch has children, naming them, and the state before is
   *     not kept
   */
  public static Branch toParent(
      AnnotatedBranch branch,
      Branch source,
      @Nullable String preserveUnderName,
      StepContext context) {
    Fence.checkBranch(branch, context);
    ParentLookup.refuseExpiring(source);
    String projectId = context.subject().projectId();
    Branch target = branch.branch();
    RestoreBranch request = RestoreBranch.from(source.id());
    if (preserveUnderName != null) {
      request = request.preserveUnder(preserveUnderName);
    }
    context.progress("resetting " + target.name() + " to " + source.name(), -1);
    BranchUpdated restored;
    try {
      restored = context.neon().branches().restore(projectId, target.id(), request);
    } catch (InvalidRequestException e) {
      if (preserveUnderName == null) {
        refuseChildren(target, BranchLookup.list(null, context), e);
      }
      throw e;
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + target.name() + " or " + source.name() + " was deleted meanwhile",
          "run it again",
          e);
    }
    AwaitReady.operations(restored.operations(), context);
    return restored.branch();
  }

  /** Names the children that Neon refuses to lose; does nothing if there are none. */
  static void refuseChildren(Branch branch, List<AnnotatedBranch> all, @Nullable Exception cause) {
    List<String> children = BranchTree.of(all).children(branch.id());
    if (!children.isEmpty()) {
      throw PreconditionException.state(
          "branch "
              + branch.name()
              + " cannot be reset, because it has children: "
              + String.join(", ", children),
          "delete them first, then run again",
          cause);
    }
  }
}
