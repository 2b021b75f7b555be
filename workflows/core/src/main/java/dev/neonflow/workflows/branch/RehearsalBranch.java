package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of production for one rehearsal. Neon removes it a day later if nobody else does. For one
 * step, in its thread.
 */
public final class RehearsalBranch {

  private static final Lease LEASE = new Lease(Duration.ofDays(1));

  /** Another machine may be rehearsing on a copy that is younger. */
  private static final Duration IN_USE = Duration.ofHours(2);

  private final BranchRef production;
  private final StepContext context;
  private final String name;
  private boolean asked;
  private @Nullable AnnotatedBranch created;

  /**
   * A copy that is not made yet.
   *
   * @throws FenceException in a workflow that is not about production
   */
  public RehearsalBranch(BranchRef production, StepContext context) {
    if (!context.subject().isProduction()) {
      throw new FenceException(
          "only production() rehearses, not " + context.subject().key(),
          "write neonflow.production().rehearse()",
          null);
    }
    this.production = production;
    this.context = context;
    this.name =
        BranchNames.rehearsal(context.clock().instant(), context.subject(), context.runId());
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /**
   * Makes it, and waits until it answers.
   *
   * @throws FenceException if what came about is production itself
   */
  public BranchRef create() {
    Map<String, String> notes =
        Ownership.annotations(context.subject(), production.name(), context.runId());
    CreateBranch request =
        CreateBranch.named(name)
            .annotations(notes)
            .parentId(production.branchId())
            .expiresAt(LEASE.expiry(context.clock()));
    context.progress("creating " + name, -1);
    asked = true;
    DatabaseChoice database = new DatabaseChoice(production.database(), production.role());
    try {
      BranchCreated answer =
          context.neon().branches().create(context.subject().projectId(), request);
      AnnotatedBranch made = fenced(new AnnotatedBranch(answer.branch(), notes));
      ConnectionUri uri = database.uri(answer, context);
      return AwaitReady.after(answer.operations(), ref(made, uri), uri, context);
    } catch (AmbiguousWriteException e) {
      context.cancel().throwIfCancelled();
      AnnotatedBranch made = fenced(listed().orElseThrow(() -> e));
      ConnectionUri uri = database.uri(made.branch().id(), context);
      return AwaitReady.after(List.of(), ref(made, uri), uri, context);
    }
  }

  private BranchRef ref(AnnotatedBranch made, ConnectionUri uri) {
    return BranchRef.of(
        made.branch(), Origin.CREATED, production.name(), null, uri, "for a rehearsal");
  }

  /** A rehearsal never happens on production, whatever Neon answers. */
  private AnnotatedBranch fenced(AnnotatedBranch made) {
    if (made.branch().id().equals(production.branchId())) {
      throw new FenceException(
          "the copy for the rehearsal is production's branch itself",
          "check the project in Neon's console, then run again",
          null);
    }
    Fence.checkBranch(made, context);
    created = made;
    return made;
  }

  private Optional<AnnotatedBranch> listed() {
    return BranchLookup.list(name, context).stream()
        .filter(candidate -> candidate.branch().name().equals(name))
        .filter(candidate -> Ownership.isOfRun(candidate, context.runId()))
        .findFirst();
  }

  /**
   * Deletes it if it was made, also after a cancellation; then only asks Neon for it and waits for
   * nothing else.
   *
   * @throws NotRemovedException if it is still there
   */
  public void delete() {
    if (!asked) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!context.cancel().isCancelled() && deleted()) {
        return;
      }
      // The end of the run may have come meanwhile.
      interrupted |= Thread.interrupted();
      deleteAtOnce();
    } catch (NeonException e) {
      throw left(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** False if the run was cancelled before it was proved to be gone. */
  private boolean deleted() {
    try {
      AnnotatedBranch made = made().orElse(null);
      if (made != null) {
        DeleteBranch.delete(made, context);
      }
      return true;
    } catch (RuntimeException e) {
      if (context.cancel().isCancelled()) {
        return false;
      }
      throw e;
    }
  }

  private void deleteAtOnce() {
    AnnotatedBranch made = made().orElse(null);
    if (made != null) {
      Fence.checkBranch(made, context);
      try {
        var unused =
            context.neon().branches().delete(context.subject().projectId(), made.branch().id());
      } catch (NotFoundException gone) {
        // An earlier request had been heard.
      }
    }
  }

  /** Without an answer to its creation it may be there nevertheless. */
  private Optional<AnnotatedBranch> made() {
    return created == null ? listed() : Optional.of(created);
  }

  private NotRemovedException left(NeonException cause) {
    return new NotRemovedException(
        "branch " + name + " was not deleted: " + cause.getMessage(),
        "leave it: a run for production deletes it from two hours on, and Neon does after a day",
        what(),
        cause);
  }

  /** The copy as something that is left, for people. */
  private String what() {
    AnnotatedBranch made = created;
    return made == null
        ? "perhaps branch " + name + ", which expires within a day"
        : "branch "
            + name
            + Optional.ofNullable(made.branch().expiresAt())
                .map(end -> ", which expires " + Times.words(end))
                .orElse("");
  }

  /**
   * Deletes what rehearsals that were killed left: this run's own, and those of others that are
   * older than two hours.
   *
   * @return the names of those that are gone
   * @throws NotRemovedException if one has children or is still there
   */
  public static List<String> deleteLeft(StepContext context) {
    List<AnnotatedBranch> left =
        BranchLookup.list(BranchNames.REHEARSALS, context).stream()
            .filter(candidate -> candidate.branch().name().startsWith(BranchNames.REHEARSALS))
            .filter(candidate -> Ownership.isManaged(candidate))
            .filter(candidate -> Ownership.isOurs(candidate, context.subject()))
            .filter(candidate -> isNobodys(candidate, context))
            // Somebody wants to keep it.
            .filter(candidate -> !candidate.branch().isProtected())
            .filter(candidate -> !candidate.branch().isDefault())
            .toList();
    return new BranchDeletion(context, branch -> Fence.checkBranch(branch, context))
        .delete(left).stream().map(Branch::name).toList();
  }

  private static boolean isNobodys(AnnotatedBranch candidate, StepContext context) {
    return Ownership.isOfRun(candidate, context.runId())
        || candidate.branch().createdAt().plus(IN_USE).isBefore(context.clock().instant());
  }
}
