package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The branches that may be the one, in one request.
 *
 * @param subject for whom it is looked
 * @param ours the one that is ours, or null
 * @param inTheWay one that is not ours but has the very name that ours would get, or null
 * @param listed all that were listed
 * @param isWhole whether that is all there is in the project
 */
record BranchLookup(
    Subject subject,
    @Nullable AnnotatedBranch ours,
    @Nullable AnnotatedBranch inTheWay,
    List<AnnotatedBranch> listed,
    boolean isWhole) {

  private static final int PAGE = 10_000;

  static BranchLookup of(BranchName name, StepContext context) {
    return pick(name, context.subject(), list(name.search(), context), name.search() == null);
  }

  /** Looks at every branch of the project, whatever it is called. */
  static BranchLookup amongAll(BranchName name, StepContext context) {
    return pick(name, context.subject(), list(null, context), true);
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
          "check the project id (--project-id, NEON_PROJECT_ID) and the API key",
          e);
    }
  }

  static BranchLookup pick(
      BranchName name, Subject subject, List<AnnotatedBranch> listed, boolean isWhole) {
    List<AnnotatedBranch> all =
        listed.stream().filter(branch -> Ownership.isOurs(branch, subject)).toList();
    AnnotatedBranch ours =
        first(all, branch -> isNoted(branch) && name.matches(branch.branch().name()))
            .or(() -> first(all, BranchLookup::isNoted))
            .or(() -> first(all, branch -> name.name().equals(branch.branch().name())))
            .or(() -> first(all, branch -> name.matches(branch.branch().name())))
            .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty())
            .orElse(null);
    AnnotatedBranch inTheWay =
        first(listed, branch -> branch.branch().name().equals(name.name()))
            .filter(branch -> !Objects.equals(branch, ours))
            .orElse(null);
    return new BranchLookup(subject, ours, inTheWay, listed, isWhole);
  }

  private static boolean isNoted(AnnotatedBranch branch) {
    return branch.annotations().containsKey(Ownership.KEY);
  }

  private static Optional<AnnotatedBranch> first(
      List<AnnotatedBranch> branches, Predicate<AnnotatedBranch> wanted) {
    return branches.stream().filter(wanted).findFirst();
  }

  /** Further branches of ours: two machines that know different git branches may both create. */
  List<AnnotatedBranch> twins() {
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
          wayOut(inTheWay),
          null);
    }
    return Optional.ofNullable(ours);
  }

  private String wayOut(AnnotatedBranch other) {
    Instant end = other.branch().expiresAt();
    return "check the pull request's number and the repository; if nobody needs that branch, delete"
        + " it in Neon's console"
        + (end == null ? "" : ", or leave it: it expires at " + Times.words(end))
        + (subject.isPreview() ? "; --adopt leaves it and removes the rest of the preview" : "");
  }

  /** Ours, unless there is none and another one has its name. */
  Optional<AnnotatedBranch> oursOrRefuse() {
    if (ours == null && inTheWay != null) {
      throw PreconditionException.state(
          "branch "
              + inTheWay.branch().name()
              + " is in the way and not ours: "
              + Ownership.origin(inTheWay),
          wayAround(inTheWay),
          null);
    }
    return Optional.ofNullable(ours);
  }

  /** What to do about a branch that has our name; never to remove what others rely on. */
  private String wayAround(AnnotatedBranch other) {
    boolean adoptable = subject.isPreview() && !other.annotations().containsKey(Ownership.KEY);
    String rename = "give ours another name" + (subject.isPreview() ? " (--branch-name)" : "");
    return other.branch().isDefault() || other.branch().isProtected()
        ? rename
        : "rename or delete it, or " + rename + (adoptable ? ", or take it (--adopt)" : "");
  }

  /** Ours; else the one that has our name, if nobody else of ours has it, taken for this run. */
  Optional<AnnotatedBranch> oursOrAdopted(StepContext context) {
    AnnotatedBranch other = inTheWay;
    if (ours != null || other == null) {
      return Optional.ofNullable(ours);
    }
    if (other.annotations().containsKey(Ownership.KEY)) {
      throw PreconditionException.state(
          "branch "
              + other.branch().name()
              + " "
              + Ownership.owner(other)
              + ", and what another environment uses is never adopted",
          "give ours another name (--branch-name)",
          null);
    }
    context.connections().adopt(other.branch().id());
    return Optional.of(other);
  }
}
