package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds a named parent, and refuses one that can have no children before anything is written. */
final class ParentLookup {

  private static final int SHOWN = 5;

  private ParentLookup() {}

  /**
   * The parent of this name or id.
   *
   * @param known what was listed already
   * @param whole whether that is all there is; if not, one more request is made
   */
  static Branch find(
      String wanted, List<AnnotatedBranch> known, boolean whole, StepContext context) {
    List<AnnotatedBranch> candidates = whole ? known : BranchLookup.list(wanted, context);
    for (AnnotatedBranch candidate : candidates) {
      Branch branch = candidate.branch();
      if (branch.name().equals(wanted) || branch.id().equals(wanted)) {
        refuseExpiring(branch);
        return branch;
      }
    }
    List<AnnotatedBranch> seen = new ArrayList<>(candidates);
    seen.addAll(known);
    throw PreconditionException.state(
        "there is no branch " + wanted + " to start from" + near(wanted, seen),
        "name a branch of the project (--parent), or none for its default branch",
        null);
  }

  /**
   * Whether a branch comes from the one of this name or id. Only where nothing notes its parent one
   * more request is made.
   */
  static boolean isParent(String wanted, AnnotatedBranch child, StepContext context) {
    String source = child.branch().parentId();
    if (wanted.equals(source)) {
      return true;
    }
    String noted = child.annotations().get(Ownership.PARENT);
    if (noted != null) {
      return wanted.equals(noted);
    }
    return BranchLookup.list(wanted, context).stream()
        .map(AnnotatedBranch::branch)
        .anyMatch(branch -> branch.name().equals(wanted) && branch.id().equals(source));
  }

  static void refuseExpiring(Branch branch) {
    if (branch.expiresAt() != null) {
      throw PreconditionException.state(
          "branch "
              + branch.name()
              + " expires at "
              + Times.words(branch.expiresAt())
              + ", and Neon lets an expiring branch have no children",
          "start from a branch that does not expire (--parent)",
          null);
    }
  }

  private static String near(String wanted, List<AnnotatedBranch> seen) {
    String start = wanted.substring(0, Math.min(3, wanted.length())).toLowerCase(Locale.ROOT);
    List<String> names =
        seen.stream()
            .map(candidate -> candidate.branch().name())
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(start))
            .distinct()
            .limit(SHOWN)
            .toList();
    return names.isEmpty() ? "" : "; there is " + String.join(", ", names);
  }
}
