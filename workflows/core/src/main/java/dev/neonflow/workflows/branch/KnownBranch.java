package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchUpdated;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.error.AmbiguousWriteException;
import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.sdk.error.NotFoundException;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef.Origin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A branch that is there and that this run may write to. */
final class KnownBranch {

  private final AnnotatedBranch found;
  private final BranchSpec spec;
  private final StepContext context;

  /** Fenced here. */
  KnownBranch(AnnotatedBranch found, BranchSpec spec, StepContext context) {
    Fence.checkBranch(found, context);
    this.found = found;
    this.spec = spec;
    this.context = context;
  }

  /** Renewed, and waited for until it answers. */
  BranchRef reuse(Origin origin, String reason) {
    Renewed renewed = renewed();
    return reached(renewed.branch(), renewed.operations(), notedParent(), origin, reason);
  }

  /** Renewed, and put to what its parent is now. */
  BranchRef renewAndReset(Origin origin, String reason) {
    return reset(renewed().branch(), origin, reason);
  }

  /** Put to what its parent is now; its lease was renewed already. */
  BranchRef reset(BranchRef renewed, Origin origin, String reason) {
    return reset(found.branch(), origin, reason).expiring(renewed.expiresAt());
  }

  private BranchRef reset(Branch renewed, Origin origin, String reason) {
    Branch source = parent();
    BranchReset.toParent(found, source, null, context);
    // Asked again, for roles and databases are the parent's now.
    return reached(renewed, List.of(), source.name(), origin, reason);
  }

  /**
   * What it is reset to; one request, with which it is also made sure that Neon will not refuse.
   */
  Branch parent() {
    List<AnnotatedBranch> all = BranchLookup.list(null, context);
    BranchReset.refuseChildren(found.branch(), all, null);
    // Where nothing of ours was noted, the branch is somebody else's, and only this run can tell.
    Branch source =
        spec.parent() != null && !Ownership.isManaged(found)
            ? ParentLookup.find(spec.parent(), all, true, context)
            : PlannedParent.of(found, all);
    ParentLookup.refuseExpiring(source);
    return source;
  }

  /** What the migrator says about its history, over a connection of its own. */
  HistoryCheck history(BranchHistory migrator, BranchRef ref) throws Exception {
    Instant since = found.branch().createdAt();
    Instant reset = found.branch().lastResetAt();
    return migrator.history(ref, reset != null && reset.isAfter(since) ? reset : since, context);
  }

  /** As it is now, without a change or a wait. */
  BranchRef asItIs() {
    ConnectionUri uri = spec.databaseChoice().uri(found.branch().id(), context);
    BranchRef ref = BranchRef.of(found.branch(), Origin.REUSED, notedParent(), null, uri, "");
    context.connections().admit(ref, uri);
    return ref;
  }

  /** The same for the later steps of a dry run. */
  ForeseenBranch foreseen() {
    BranchRef ref = asItIs();
    return ForeseenBranch.own(ref, context.connection(ref).direct());
  }

  private @Nullable String notedParent() {
    return found.annotations().get(Ownership.PARENT);
  }

  private BranchRef reached(
      Branch branch,
      List<Operation> operations,
      @Nullable String parentName,
      Origin origin,
      String reason) {
    try {
      ConnectionUri uri = spec.databaseChoice().uri(branch.id(), context);
      BranchRef ref = BranchRef.of(branch, origin, parentName, null, uri, reason);
      return AwaitReady.after(operations, ref, uri, context);
    } catch (PreconditionException e) {
      throw e.leaving("branch " + branch.name());
    }
  }

  private Renewed renewed() {
    Lease lease = spec.lease();
    if (lease == null) {
      return new Renewed(found.branch(), List.of());
    }
    context.progress("renewing " + found.branch().name(), -1);
    BranchUpdated renewed = lengthen(found.branch(), lease);
    // It may have become the default branch since it was listed; from here on its lease keeps Neon
    // from letting it.
    Fence.checkBranch(new AnnotatedBranch(renewed.branch(), found.annotations()), context);
    return new Renewed(renewed.branch(), renewed.operations());
  }

  private BranchUpdated lengthen(Branch branch, Lease lease) {
    String projectId = context.subject().projectId();
    UpdateBranch change = UpdateBranch.create().expiresAt(lease.expiry(context.clock()));
    try {
      return context.neon().branches().update(projectId, branch.id(), change);
    } catch (AmbiguousWriteException e) {
      // Setting the same time twice does no harm, so a lost answer needs no look first.
      context.cancel().throwIfCancelled();
      return context.neon().branches().update(projectId, branch.id(), change);
    } catch (InvalidRequestException e) {
      List<String> children = BranchTree.of(BranchLookup.list(null, context)).children(branch.id());
      if (children.isEmpty()) {
        throw e;
      }
      throw PreconditionException.state(
          "branch "
              + branch.name()
              + " cannot expire, because it has children: "
              + String.join(", ", children),
          "delete them first, then run again",
          e);
    } catch (NotFoundException e) {
      throw new GoneMeanwhileException("branch " + branch.name() + " was deleted meanwhile", e);
    }
  }

  private record Renewed(Branch branch, List<Operation> operations) {}
}
