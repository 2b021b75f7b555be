package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ProductionRestore;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives production the state of the restore point that {@link AssessRollback} looked at. */
public record RollBack() implements Step<RolledBack> {

  @Override
  public Key<RolledBack> output() {
    return RolledBack.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY, RollbackLoss.KEY);
  }

  @Override
  public String describe() {
    return "restore production from it unless it is back there, and keep the present state";
  }

  /** The state before is kept; nobody is surprised by its return. */
  @Override
  public boolean undoable(@Nullable RolledBack output) {
    return false;
  }

  /** Neon does it as a whole; the run waits until it knows that it did. */
  @Override
  public boolean abortable(Subject subject) {
    return !subject.isProduction();
  }

  @Override
  public String dryRun(StepContext context) {
    return context.connections().foreseesNothingToDo() ? "would do nothing" : "would " + describe();
  }

  @Override
  public RolledBack run(StepContext context) {
    RollbackLoss loss = context.get(RollbackLoss.KEY);
    String left = loss.stays() ? "which Neon lets nobody delete" : null;
    String pointId = loss.pointId();
    if (loss.isDone() || pointId == null) {
      return new RolledBack(
          loss.production(), loss.point(), loss.preserved(), null, loss.moving(), left, true);
    }
    ProductionRestore.Restored restored =
        ProductionRestore.restore(context.get(BranchRef.KEY), pointId, loss.preserved(), context);
    return new RolledBack(
        loss.production(),
        loss.point(),
        loss.preserved(),
        restored.preservedId(),
        RollbackLoss.some(restored.moved()),
        restored.isRoot() ? "which Neon lets nobody delete" : null,
        false);
  }
}
