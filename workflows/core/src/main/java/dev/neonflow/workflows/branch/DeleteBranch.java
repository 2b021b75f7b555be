package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchDeleted;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a branch that is ours, and any other of the same key, and proves that they are gone; none
 * being there is a success.
 *
 * @param name how it is found
 */
public record DeleteBranch(BranchName name) implements Step<DeletedBranch> {

  private static final Duration OPERATIONS_WITHIN = Duration.ofMinutes(5);
  private static final Duration GONE_WITHIN = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public Key<DeletedBranch> output() {
    return DeletedBranch.KEY;
  }

  @Override
  public String describe() {
    return "delete branch " + name;
  }

  /** What is gone stays gone. */
  @Override
  public boolean undoable(@Nullable DeletedBranch output) {
    return false;
  }

  @Override
  public DeletedBranch run(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    Optional<AnnotatedBranch> ours = found.oursToDelete();
    if (ours.isEmpty()) {
      return new DeletedBranch(null, name.name(), false);
    }
    delete(ours.get(), context);
    found.twins(context.subject()).forEach(twin -> delete(twin, context));
    Branch branch = ours.get().branch();
    return new DeletedBranch(branch.id(), branch.name(), true);
  }

  @Override
  public String dryRun(StepContext context) {
    BranchLookup found = BranchLookup.of(name, context);
    Optional<AnnotatedBranch> ours = found.oursToDelete();
    if (ours.isEmpty()) {
      return "would do nothing: there is no branch " + name;
    }
    Fence.checkBranch(ours.get(), context.subject());
    Branch branch = ours.get().branch();
    StringBuilder text = new StringBuilder("would delete branch ").append(named(branch));
    found.twins(context.subject()).forEach(twin -> text.append(", ").append(named(twin.branch())));
    return text.toString();
  }

  private static String named(Branch branch) {
    return branch.name() + " (" + branch.id() + ")";
  }

  /** Deletes this very branch and proves that it is gone. */
  static void delete(AnnotatedBranch ours, StepContext context) {
    Fence.checkBranch(ours, context);
    Branch branch = ours.branch();
    context.progress("deleting " + branch.name(), -1);
    request(branch, context);
    proveGone(branch, context);
  }

  private static void request(Branch branch, StepContext context) {
    String projectId = context.subject().projectId();
    try {
      BranchDeleted deleted = context.neon().branches().delete(projectId, branch.id());
      context.neon().operations().await(projectId, deleted.operations(), OPERATIONS_WITHIN);
    } catch (InvalidRequestException e) {
      throw refused(branch, e, context);
    } catch (AmbiguousWriteException e) {
      if (isListed(branch, context)) {
        throw e;
      }
    }
  }

  /** Neon does not name what stands against a deletion; children are what usually does. */
  private static RuntimeException refused(
      Branch branch, InvalidRequestException refusal, StepContext context) {
    List<String> children =
        BranchLookup.list(null, context).stream()
            .filter(candidate -> branch.id().equals(candidate.branch().parentId()))
            .map(candidate -> candidate.branch().name())
            .toList();
    if (children.isEmpty()) {
      return refusal;
    }
    return PreconditionException.state(
        "branch " + branch.name() + " has children: " + String.join(", ", children),
        "delete them first, then run again",
        refusal);
  }

  private static void proveGone(Branch branch, StepContext context) {
    Instant end = context.clock().instant().plus(GONE_WITHIN);
    while (isListed(branch, context)) {
      if (!context.clock().instant().isBefore(end)) {
        throw new DeadlineException(
            "branch "
                + branch.name()
                + " is still listed "
                + Durations.words(GONE_WITHIN)
                + " after its deletion",
            "run it again",
            null);
      }
      context.pause(PAUSE);
    }
  }

  private static boolean isListed(Branch branch, StepContext context) {
    return BranchLookup.list(branch.name(), context).stream()
        .anyMatch(candidate -> candidate.branch().id().equals(branch.id()));
  }
}
