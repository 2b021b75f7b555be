package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ForeseenBranch;
import dev.neonflow.workflows.branch.PendingMigrations;
import dev.neonflow.workflows.branch.RestorePointBranch;
import dev.neonflow.workflows.branch.RestorePoints;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps production's present state as a branch, if there is something to migrate. The last two are
 * kept, each for seven days at most.
 *
 * @param migrator says what is to be migrated; if it cannot tell, there is always a restore point
 */
public record MakeRestorePoint(Migrator migrator) implements Step<RestorePoint> {

  @Override
  public Key<RestorePoint> output() {
    return RestorePoint.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "make a restore point, if there is something to migrate";
  }

  /** Who undoes a run may well want to look at the state before it. */
  @Override
  public boolean undoable(@Nullable RestorePoint output) {
    return false;
  }

  @Override
  public RestorePoint run(StepContext context) throws Exception {
    BranchRef production = context.get(BranchRef.KEY);
    PendingMigrations pending =
        pending(MigrationTarget.of(production, context.connection(production)), context);
    if (pending.isNone()) {
      return RestorePoint.none();
    }
    RestorePoints points = RestorePoints.read(production, pending, context);
    RestorePointBranch earlier = points.reusable().orElse(null);
    RestorePointBranch point = earlier == null ? points.make() : points.ready(earlier.id());
    RestorePoints now = earlier == null ? RestorePoints.read(production, pending, context) : points;
    RestorePoints.Cleaned cleaned = now.clean(point.id());
    return new RestorePoint(
        point.name(),
        point.id(),
        point.lsn(),
        point.madeAt(),
        point.commit(),
        point.migrations(),
        earlier == null,
        now.kept(point.id()),
        cleaned.removed(),
        cleaned.left());
  }

  @Override
  public String dryRun(StepContext context) throws Exception {
    ForeseenBranch found = context.connections().foreseen().orElse(null);
    if (found == null) {
      return "would " + describe();
    }
    PendingMigrations pending;
    try {
      pending = pending(MigrationTarget.of(found.branch(), found.uris()), context);
    } catch (PreconditionException e) {
      return "would " + describe() + ", which cannot be told now";
    } catch (MigrationFailedException e) {
      return "would make none: " + migrator.tool() + " would refuse to migrate";
    }
    if (pending.isNone()) {
      return "would do nothing: nothing to migrate";
    }
    RestorePoints points = RestorePoints.read(found.branch(), pending, context);
    RestorePointBranch earlier = points.reusable().orElse(null);
    if (earlier != null) {
      return "would use restore point " + earlier.name() + ", made by an earlier run";
    }
    List<String> going = points.going();
    return "would make restore point "
        + points.nextName()
        + (going.isEmpty() ? "" : " and delete " + String.join(", ", going));
  }

  private PendingMigrations pending(MigrationTarget target, StepContext context) throws Exception {
    return new PendingMigrations(migrator.pending(target, context).orElse(null));
  }
}
