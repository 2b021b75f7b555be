package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.PreconditionException;
import java.util.List;

/**
 * Where a branch's data is meant to come from. Not what Neon calls its parent: that changes when a
 * branch is restored, and a preserved state may have taken it over.
 */
public final class PlannedParent {

  private PlannedParent() {}

  /**
   * The branch that was noted when this one was created, else the project's default branch.
   *
   * @param all every branch of the project
   * @throws PreconditionException if it is not there any more
   */
  public static Branch of(AnnotatedBranch branch, List<AnnotatedBranch> all) {
    String noted = branch.annotations().get(Ownership.PARENT);
    return all.stream()
        .map(AnnotatedBranch::branch)
        .filter(found -> noted == null ? found.isDefault() : found.name().equals(noted))
        .findFirst()
        .orElseThrow(() -> gone(branch.branch(), noted == null ? "the default branch" : noted));
  }

  private static PreconditionException gone(Branch branch, String parent) {
    return PreconditionException.state(
        "branch "
            + branch.name()
            + " was made from "
            + parent
            + ", which is not there any more: it was deleted or renamed",
        "give the parent its name back, or delete "
            + branch.name()
            + " and make it anew from another one",
        null);
  }
}
