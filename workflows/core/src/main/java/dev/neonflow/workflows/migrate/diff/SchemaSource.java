package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.HistoryPoint;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.SchemaQuery;
import dev.neonflow.sdk.error.ForbiddenException;
import dev.neonflow.sdk.error.LockedException;
import dev.neonflow.sdk.error.NeonException;
import dev.neonflow.sdk.error.RateLimitedException;
import dev.neonflow.sdk.error.UnauthorizedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.PlannedParent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks Neon for the schemas to compare. Reads only; for one step, in its thread. */
final class SchemaSource {
  private static final int PAGE = 10_000;
  private static final int NOT_SERVED = 501;

  private final BranchRef branch;
  private final StepContext context;

  SchemaSource(BranchRef branch, StepContext context) {
    this.branch = branch;
    this.context = context;
  }

  /**
   * What there is to compare.
   *
   * @param parent the name of the branch to compare with
   * @param base its dump as it was when the branch was made; null if that is not known
   * @param ours the dump of the branch now
   * @param theirs the dump of the parent now
   * @param note why there is no base; null if there is one
   */
  record Dumps(
      String parent, @Nullable String base, String ours, String theirs, @Nullable String note) {}

  /**
   * Reads all that is needed, in four requests.
   *
   * @throws NeonException if Neon does not tell
   * @throws PreconditionException if there is nothing to compare with
   */
  Dumps read() {
    List<AnnotatedBranch> all =
        context
            .neon()
            .branches()
            .listAll(context.subject().projectId(), ListBranches.all().limit(PAGE))
            .stream()
            .toList();
    AnnotatedBranch found =
        all.stream()
            .filter(one -> one.branch().id().equals(branch.branchId()))
            .findFirst()
            .orElseThrow(
                () ->
                    PreconditionException.state(
                        "branch " + branch.name() + " is not there any more", "run again", null));
    Branch parent = parent(found, all);
    Base base = base(found.branch(), parent);
    String ours = dump(branch.branchId(), null);
    return new Dumps(parent.name(), base.dump(), ours, dump(parent.id(), null), base.note());
  }

  /** The branch that it is to be merged into: the planned one, where it is still there. */
  private static Branch parent(AnnotatedBranch found, List<AnnotatedBranch> all) {
    try {
      return PlannedParent.of(found, all);
    } catch (PreconditionException gone) {
      return all.stream()
          .map(AnnotatedBranch::branch)
          .filter(one -> one.id().equals(found.branch().parentId()))
          .findFirst()
          .orElseThrow(() -> gone);
    }
  }

  private record Base(@Nullable String dump, @Nullable String note) {}

  private Base base(Branch found, Branch parent) {
    String source = found.parentId();
    if (source == null) {
      return new Base(
          null,
          "the branch has no parent, as one with its parent's schema only, so that "
              + compared(parent));
    }
    HistoryPoint point =
        found.parentLsn() != null
            ? HistoryPoint.lsn(found.parentLsn())
            : found.parentTimestamp() != null ? HistoryPoint.at(found.parentTimestamp()) : null;
    if (point == null) {
      return new Base(
          null, "Neon does not say where the branch began, so that " + compared(parent));
    }
    try {
      return new Base(dump(source, point), null);
    } catch (NeonException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      return new Base(
          null,
          "what the parent was when the branch began is no longer in Neon's history, so that "
              + compared(parent));
    }
  }

  private static String compared(Branch parent) {
    return "it was compared with "
        + parent.name()
        + " as it is now: what changed there since looks like a reversal";
  }

  /** Whether it is about the point in time, as far as can be told. */
  private static boolean isRefusal(NeonException e) {
    boolean other =
        e instanceof UnauthorizedException
            || e instanceof ForbiddenException
            || e instanceof LockedException
            || e instanceof RateLimitedException;
    return !other && ((e.status() >= 400 && e.status() < 500) || e.status() == NOT_SERVED);
  }

  private String dump(String branchId, @Nullable HistoryPoint point) {
    context.cancel().throwIfCancelled();
    context.heartbeat();
    SchemaQuery query = SchemaQuery.of(branch.database());
    return Objects.requireNonNullElse(
        context
            .neon()
            .branches()
            .schema(
                context.subject().projectId(), branchId, point == null ? query : query.at(point))
            .sql(),
        "");
  }
}
