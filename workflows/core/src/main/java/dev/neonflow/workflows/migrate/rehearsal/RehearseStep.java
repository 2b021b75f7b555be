package dev.neonflow.workflows.migrate.rehearsal;

import dev.neonflow.sdk.error.InvalidRequestException;
import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NotRemovedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ForeseenBranch;
import dev.neonflow.workflows.branch.RehearsalBranch;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies production's pending migrations to a copy of it, measures them, and deletes the copy,
 * whatever happens. Without pending migrations there is no copy.
 *
 * @param migrator the tool
 */
public record RehearseStep(Migrator migrator) implements Step<RehearsalReport> {

  @Override
  public Key<RehearsalReport> output() {
    return RehearsalReport.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "rehearse " + migrator.describe() + " on a copy of production";
  }

  /** Only a copy that a killed step left. */
  @Override
  public boolean undoable(@Nullable RehearsalReport output) {
    return output == null;
  }

  @Override
  public void compensate(@Nullable RehearsalReport output, StepContext context) {
    RehearsalBranch.deleteLeft(context);
  }

  @Override
  public String dryRun(StepContext context) {
    List<String> pending;
    try {
      pending = pending(context);
    } catch (MigrationFailedException e) {
      return "would fail: there is nothing to rehearse that " + migrator.tool() + " would apply";
    }
    if (pending == null) {
      return "would " + describe();
    }
    return pending.isEmpty()
        ? "would do nothing: nothing to migrate"
        : "would "
            + describe()
            + ": "
            + (pending.size() == 1 ? "1 migration" : pending.size() + " migrations");
  }

  /** Null if it cannot be told now; why, is the migration's to say. */
  private @Nullable List<String> pending(StepContext context) {
    try {
      ForeseenBranch found = context.connections().foreseen().orElse(null);
      return found == null
          ? null
          : migrator
              .pending(MigrationTarget.of(found.branch(), found.uris()), context)
              .orElse(null);
    } catch (FenceException | MigrationFailedException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof PreconditionException wrong && wrong.isUsage()) {
        throw wrong;
      }
      context.cancel().throwIfCancelled();
      return null;
    }
  }

  @Override
  public RehearsalReport run(StepContext context) throws Exception {
    BranchRef production = context.get(BranchRef.KEY);
    RehearsalBranch copy = new RehearsalBranch(production, context);
    deleteLeft(context);
    MigrationTarget target = MigrationTarget.of(production, context.connection(production));
    if (migrator.pending(target, context).map(List::isEmpty).orElse(false)) {
      return RehearsalReport.nothing(migrator.tool());
    }
    ProductionVariables withheld = ProductionVariables.of(target.direct());
    RehearsalReport report = measured(copy, withheld, context);
    try {
      copy.delete();
      return report;
    } catch (NotRemovedException left) {
      // The rehearsal was a success; what it left is named, and goes by itself.
      context.cancel().throwIfCancelled();
      return report.leaving(left.left());
    }
  }

  private RehearsalReport measured(
      RehearsalBranch copy, ProductionVariables withheld, StepContext context) throws Exception {
    boolean done = false;
    Exception failure = null;
    try {
      BranchRef made = copy.create();
      context.progress("rehearsing on " + made.name(), -1);
      RehearsalReport report = new Measurement(migrator, made, withheld, context).run();
      done = true;
      return report;
    } catch (Exception e) {
      failure = e;
      throw e;
    } finally {
      // After an Error, too: there is nobody else who would delete it.
      if (!done) {
        deleteAfter(failure, copy);
      }
    }
  }

  private static void deleteAfter(@Nullable Exception failure, RehearsalBranch copy) {
    try {
      copy.delete();
    } catch (NotRemovedException left) {
      if (failure != null) {
        failure.addSuppressed(left);
      }
    }
  }

  /** What cannot be deleted holds nobody up: Neon removes it. */
  private static void deleteLeft(StepContext context) {
    try {
      for (String left : RehearsalBranch.deleteLeft(context)) {
        context.progress("deleted " + left + ", which a rehearsal had left", -1);
      }
    } catch (NotRemovedException | InvalidRequestException e) {
      context.progress("what a rehearsal had left stays: " + e.getMessage(), -1);
    }
  }
}
