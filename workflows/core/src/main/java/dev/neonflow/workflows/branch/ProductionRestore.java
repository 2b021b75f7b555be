package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.ConflictException;
import dev.neonflow.sdk.error.LimitExceededException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives production's branch the state of a restore point. Its id and connection details stay; the
 * state before is preserved under a name and takes over the children. Neon does it as a whole or
 * not at all. Done twice with the same name, it happens once.
 */
public final class ProductionRestore {

  private ProductionRestore() {}

  /**
   * Restores, and waits until that is done.
   *
   * @throws PreconditionException if Neon refuses it; nothing was changed
   */
  public static Restored restore(
      BranchRef production, String pointId, String preserved, StepContext context) {
    checkProductions(production, context);
    List<AnnotatedBranch> before = BranchLookup.list(null, context);
    Branch branch = find(production.branchId(), before).orElseThrow(() -> gone(production.name()));
    NeonException unsure = null;
    if (named(preserved, before).isEmpty()) {
      refuseProtected(branch);
      Branch point =
          find(pointId, before)
              .filter(found -> isPointOf(production, pointId, before, context))
              .orElseThrow(() -> gone("of the restore point"));
      unsure = request(branch, point, preserved, context);
    }
    RefreshStaging.awaitReady(branch, context);
    List<AnnotatedBranch> after = BranchLookup.list(null, context);
    Branch kept = named(preserved, after).orElse(null);
    if (kept == null) {
      throw unsure != null ? unsure : gone(preserved);
    }
    return new Restored(
        kept.id(), kept.parentId() == null, BranchTree.of(after).children(kept.id()));
  }

  private static boolean isPointOf(
      BranchRef production, String id, List<AnnotatedBranch> all, StepContext context) {
    return RestorePoints.of(production, PendingMigrations.UNKNOWN, all, context).all().stream()
        .anyMatch(point -> point.id().equals(id));
  }

  /** Refuses every other workflow, and every other branch. */
  static void checkProductions(BranchRef production, StepContext context) {
    if (!context.subject().isProduction()) {
      throw new FenceException(
          "only production() has restore points and goes back, not " + context.subject().key(),
          "write neonflow.production()",
          null);
    }
    // Asked for only because that looks at the branch again.
    var unused = context.connection(production);
  }

  /** Asks Neon; what leaves open whether it was done is returned. */
  private static @Nullable NeonException request(
      Branch branch, Branch point, String preserved, StepContext context) {
    String projectId = context.subject().projectId();
    context.progress("restoring " + branch.name() + " from " + point.name(), -1);
    try {
      if (branch.parentId() != null && point.expiresAt() != null) {
        // It becomes the parent, which Neon lets no expiring branch be.
        AwaitReady.operations(
            context
                .neon()
                .branches()
                .update(projectId, point.id(), UpdateBranch.create().neverExpires())
                .operations(),
            context);
      }
      AwaitReady.operations(
          context
              .neon()
              .branches()
              .restore(
                  projectId, branch.id(), RestoreBranch.from(point.id()).preserveUnder(preserved))
              .operations(),
          context);
      return null;
    } catch (ConflictException | AmbiguousWriteException e) {
      // The name was free a moment ago: an attempt whose answer was lost is at it.
      context.progress("the restore goes on already", -1);
      return e;
    } catch (NotFoundException e) {
      throw PreconditionException.state(
          "branch " + point.name() + " or " + branch.name() + " was deleted meanwhile",
          "run it again",
          e);
    } catch (LimitExceededException e) {
      throw PreconditionException.state(
          "production's present state cannot be preserved, because the project may have no further"
              + " such branch: "
              + e.getMessage(),
          "delete branches that nobody needs, or ask Neon for more; nothing was changed",
          e);
    }
  }

  /** Known before Neon is asked: in which words it refuses is not documented. */
  private static void refuseProtected(Branch branch) {
    if (branch.isProtected()) {
      throw PreconditionException.state(
          "Neon does not restore branch "
              + branch.name()
              + ", which is protected; nothing was changed",
          "take its protection away for the time (Neon's console, Branches, "
              + branch.name()
              + ", Settings), run it again, then protect it again",
          null);
    }
  }

  /** How to connect to a branch, asked of Neon anew, whatever the run knows. */
  public static ConnectionUri askedAnew(BranchRef branch, StepContext context) {
    return new DatabaseChoice(branch.database(), branch.role())
        .uri(branch.branchId(), context)
        .direct();
  }

  /** Waits until a branch's database answers at the place that the run knows. */
  public static void awaitAnswer(BranchRef branch, StepContext context) {
    AwaitReady.answers(branch, context);
  }

  private static Optional<Branch> find(String id, List<AnnotatedBranch> all) {
    return all.stream()
        .map(AnnotatedBranch::branch)
        .filter(found -> found.id().equals(id))
        .findFirst();
  }

  private static Optional<Branch> named(String name, List<AnnotatedBranch> all) {
    return all.stream()
        .map(AnnotatedBranch::branch)
        .filter(found -> found.name().equals(name))
        .findFirst();
  }

  private static PreconditionException gone(String name) {
    return PreconditionException.state(
        "branch " + name + " was deleted meanwhile", "run it again", null);
  }

  /**
   * What a restore left.
   *
   * @param preservedId the branch with the state before
   * @param isRoot whether that branch was made from no other one, so that Neon lets nobody delete
   *     it
   * @param moved the names of its children, which were production's
   */
  public record Restored(String preservedId, boolean isRoot, List<String> moved) {
    /** Copies the list. */
    public Restored {
      moved = List.copyOf(moved);
    }
  }
}
