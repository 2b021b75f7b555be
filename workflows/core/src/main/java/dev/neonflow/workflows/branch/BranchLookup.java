package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The branches that may be the one, in one request.
 *
 * @param ours the one that is ours, or null
 * @param inTheWay one that is not ours but has the very name that ours would get, or null
 * @param listed all that were listed
 */
record BranchLookup(
    @Nullable AnnotatedBranch ours,
    @Nullable AnnotatedBranch inTheWay,
    List<AnnotatedBranch> listed) {

  private static final int PAGE = 10_000;

  static BranchLookup of(BranchName name, StepContext context) {
    return pick(name, context.subject(), list(name.search(), context));
  }

  /** One request where a project has no more than ten thousand branches. */
  static List<AnnotatedBranch> list(@Nullable String search, StepContext context) {
    String projectId = context.subject().projectId();
    try {
      ListBranches query = ListBranches.all().search(search).limit(PAGE);
      return context.neon().branches().listAll(projectId, query).stream().toList();
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "there is no project " + projectId + " that this API key can see",
          "check NEON_PROJECT_ID and the API key",
          e);
    }
  }

  static BranchLookup pick(BranchName name, Subject subject, List<AnnotatedBranch> listed) {
    Optional<AnnotatedBranch> annotated =
        listed.stream()
            .filter(branch -> subject.key().equals(branch.annotations().get(Ownership.KEY)))
            .filter(branch -> Ownership.isOurs(branch, subject))
            .findFirst();
    AnnotatedBranch ours =
        annotated
            .or(
                () ->
                    listed.stream()
                        .filter(branch -> name.matches(branch.branch().name()))
                        .filter(branch -> Ownership.isOurs(branch, subject))
                        .findFirst())
            .orElse(null);
    AnnotatedBranch inTheWay =
        listed.stream()
            .filter(branch -> branch.branch().name().equals(name.name()))
            .filter(branch -> !Objects.equals(branch, ours))
            .findFirst()
            .orElse(null);
    return new BranchLookup(ours, inTheWay, listed);
  }

  /** Further branches of ours: two machines that know different git branches may both create. */
  List<AnnotatedBranch> twins(Subject subject) {
    return listed.stream()
        .filter(branch -> subject.key().equals(branch.annotations().get(Ownership.KEY)))
        .filter(branch -> Ownership.isOurs(branch, subject))
        .filter(branch -> !Objects.equals(branch, ours))
        .toList();
  }

  /** Ours to delete, unless there is none and another one has its name. */
  Optional<AnnotatedBranch> oursToDelete() {
    if (ours == null && inTheWay != null) {
      throw PreconditionException.state(
          "nothing was deleted: branch "
              + inTheWay.branch().name()
              + " "
              + Ownership.owner(inTheWay),
          "check the pull request's number and the repository; if nobody needs that branch, delete"
              + " it in Neon's console",
          null);
    }
    return Optional.ofNullable(ours);
  }

  /** Ours, unless there is none and another one has its name. */
  Optional<AnnotatedBranch> oursOrRefuse() {
    if (ours == null && inTheWay != null) {
      throw PreconditionException.state(
          "branch "
              + inTheWay.branch().name()
              + " is in the way and not ours: "
              + Ownership.origin(inTheWay),
          "rename or delete it, or give ours another name (--branch-name)",
          null);
    }
    return Optional.ofNullable(ours);
  }
}
