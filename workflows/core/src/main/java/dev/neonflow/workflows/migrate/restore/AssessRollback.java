package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ForeseenBranch;
import dev.neonflow.workflows.branch.RestorePointBranch;
import dev.neonflow.workflows.branch.RollbackPlan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * States what going back to a restore point would lose. Changes nothing.
 *
 * @param to the name of the restore point, or null for the newest
 * @param again whether to go back although that was done already
 * @param exactUpTo tables of about so many rows are compared row by row, others by estimates
 */
public record AssessRollback(@Nullable String to, boolean again, long exactUpTo)
    implements Step<RollbackLoss> {

  /** Up to how many rows a table is compared row by row. */
  public static final long ROWS = 1_000_000;

  /** Checks the number. */
  public AssessRollback {
    if (exactUpTo < 0) {
      throw PreconditionException.usage(
          "tables have at least 0 rows, not " + exactUpTo, "give another number of rows");
    }
  }

  @Override
  public Key<RollbackLoss> output() {
    return RollbackLoss.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "say what going back to "
        + (to == null ? "the newest restore point" : to)
        + " would lose";
  }

  /** There is nothing that it made. */
  @Override
  public boolean undoable(@Nullable RollbackLoss output) {
    return false;
  }

  @Override
  public RollbackLoss run(StepContext context) {
    BranchRef production = context.get(BranchRef.KEY);
    return assess(production, context.connection(production), context);
  }

  @Override
  public String dryRun(StepContext context) {
    ForeseenBranch found = context.connections().foreseen().orElse(null);
    if (found == null) {
      return "would " + describe();
    }
    RollbackLoss loss = assess(found.branch(), found.uris(), context);
    if (loss.isDone()) {
      context.connections().foreseeNothingToDo();
    }
    return loss.statement();
  }

  private RollbackLoss assess(BranchRef production, ConnectionUris uris, StepContext context) {
    RollbackPlan plan = RollbackPlan.of(production, to, again, context);
    RestorePointBranch point = plan.point();
    if (plan.doneAt() != null || point == null) {
      return loss(production, plan, null);
    }
    return loss(production, plan, Comparing.compare(production, uris, point, exactUpTo, context));
  }

  private static RollbackLoss loss(
      BranchRef production, RollbackPlan plan, Comparing.@Nullable Found found) {
    RestorePointBranch point = plan.point();
    List<TableLoss> tables = found == null ? List.of() : found.difference().tables();
    List<TableLoss> shown = RollbackLoss.someTables(tables);
    return new RollbackLoss(
        production.name(),
        plan.pointName(),
        point == null ? null : point.id(),
        point == null ? null : point.lsn(),
        point == null ? null : point.madeAt(),
        point == null ? null : point.commit(),
        plan.preserved(),
        production.database(),
        shown,
        tables.size() - shown.size(),
        found == null ? 0 : found.difference().unchanged(),
        RollbackLoss.some(found == null ? List.of() : found.difference().schema()),
        RollbackLoss.some(found == null ? List.of() : found.otherDatabases()),
        found == null ? 0 : found.clients(),
        RollbackLoss.some(plan.moving()),
        plan.isRoot(),
        plan.isProtected(),
        plan.doneAt());
  }
}
