package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Branches that keep an earlier state, the newest first: staging's before its refreshes, or the
 * restore points of production. The oldest are deleted in time.
 *
 * @param states the branches
 * @param all every branch of the project
 */
record PreservedStates(List<Branch> states, List<AnnotatedBranch> all) {

  private static final Pattern NAME = Pattern.compile("staging-before/\\d{8}-\\d{6}");

  /** Staging's. Neon notes nothing on a branch that it makes, so the names tell who made them. */
  static PreservedStates of(List<AnnotatedBranch> all, Subject subject) {
    List<Branch> states =
        all.stream()
            .filter(candidate -> isOurs(candidate, subject))
            .map(AnnotatedBranch::branch)
            .sorted(Comparator.comparing(Branch::name).reversed())
            .toList();
    return new PreservedStates(states, all);
  }

  private static boolean isOurs(AnnotatedBranch candidate, Subject subject) {
    Map<String, String> notes = candidate.annotations();
    return NAME.matcher(candidate.branch().name()).matches()
        && (notes.isEmpty() || subject.key().equals(notes.get(Ownership.KEY)));
  }

  /** The names of the newest ones. */
  List<String> newest(int count) {
    return states.stream().limit(count).map(Branch::name).toList();
  }

  /** All but the newest ones. */
  List<Branch> older(int count) {
    return states.stream().skip(count).toList();
  }

  /**
   * Why Neon would not delete one, as far as a list tells; null if it would.
   *
   * @param gone the names of those that were deleted since
   */
  @Nullable String whyLeft(Branch state, List<String> gone) {
    if (state.isDefault()) {
      return "it is the project's default branch";
    }
    if (state.isProtected()) {
      return "it is protected";
    }
    List<String> children = new ArrayList<>(BranchTree.of(all).children(state.id()));
    children.removeAll(gone);
    return children.isEmpty() ? null : "it has children: " + String.join(", ", children);
  }

  /**
   * Deletes all but the newest ones and proves that they are gone; what cannot be deleted is not
   * fatal, but said.
   */
  Cleaned clean(int keep, StepContext context) {
    List<String> removed = new ArrayList<>();
    List<Branch> deleted = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Branch state : older(keep)) {
      context.cancel().throwIfCancelled();
      String why = whyLeft(state, removed);
      if (why == null) {
        context.progress("deleting " + state.name(), -1);
        why = delete(state, context);
      }
      if (why == null) {
        removed.add(state.name());
        deleted.add(state);
      } else {
        left.add(state.name() + ": " + why);
      }
    }
    for (Branch state : BranchDeletion.stillListed(deleted, context)) {
      removed.remove(state.name());
      left.add(state.name() + ": it " + BranchDeletion.STILL_LISTED);
    }
    return new Cleaned(removed, left);
  }

  private static @Nullable String delete(Branch state, StepContext context) {
    String projectId = context.subject().projectId();
    try {
      AwaitReady.operations(
          context.neon().branches().delete(projectId, state.id()).operations(), context);
      return null;
    } catch (NotFoundException | AmbiguousWriteException e) {
      // Somebody else was faster, or the answer was lost; the list tells in the end.
      return null;
    } catch (NeonException e) {
      context.cancel().throwIfCancelled();
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
  }

  /** What became of the old ones. */
  record Cleaned(List<String> removed, List<String> left) {}
}
