package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.FenceException;
import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.ForeseenBranch;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the branch's schema up to date, over the direct connection.
 *
 * @param migrator the tool
 */
public record MigrateStep(Migrator migrator) implements Step<MigrationReport> {

  private static final int SHOWN = 10;

  @Override
  public Key<MigrationReport> output() {
    return MigrationReport.KEY;
  }

  @Override
  public Set<Key<?>> requires() {
    return Set.of(BranchRef.KEY);
  }

  @Override
  public String describe() {
    return "migrate with " + migrator.describe();
  }

  /** A schema is not migrated back; a new branch is deleted with it. */
  @Override
  public boolean undoable(@Nullable MigrationReport output) {
    return false;
  }

  /** Production is not left half-migrated. */
  @Override
  public boolean abortable(Subject subject) {
    return !subject.isProduction();
  }

  @Override
  public String dryRun(StepContext context) {
    ForeseenBranch found = null;
    try {
      found = context.connections().foreseen().orElse(null);
      return found == null ? "would " + describe() : wouldApply(found, context);
    } catch (FenceException e) {
      throw e;
    } catch (MigrationFailedException e) {
      return "would fail: " + e.getMessage() + with();
    } catch (Exception e) {
      if (e instanceof PreconditionException wrong && wrong.isUsage()) {
        throw wrong;
      }
      context.cancel().throwIfCancelled();
      // Where a branch's parent is, which may be production, is not for everybody.
      boolean shown = found != null && found.isRunsOwn();
      return "would "
          + describe()
          + "; which migrations are new cannot be told now"
          + (shown ? ": " + e.getMessage() : "");
    }
  }

  private String wouldApply(ForeseenBranch found, StepContext context) throws Exception {
    MigrationTarget target = MigrationTarget.of(found.branch(), found.uris());
    List<String> pending = migrator.pending(target, context).orElse(null);
    if (pending == null) {
      return "would " + describe();
    }
    String source = found.branch().name();
    if (pending.isEmpty()) {
      return "would do nothing: nothing to migrate"
          + (found.isRunsOwn() ? "" : ", " + source + " has it all")
          + with();
    }
    int more = pending.size() - SHOWN;
    return "would apply "
        + String.join(", ", pending.subList(0, Math.min(SHOWN, pending.size())))
        + (more > 0 ? " and " + more + " more" : "")
        + (found.isRunsOwn() ? "" : ", which " + source + " does not have")
        + with();
  }

  private String with() {
    return " (" + migrator.describe() + ")";
  }

  @Override
  public MigrationReport run(StepContext context) throws Exception {
    BranchRef branch = context.get(BranchRef.KEY);
    MigrationTarget target = MigrationTarget.of(branch, context.connection(branch));
    try {
      return migrator.migrate(target, context);
    } catch (MigrationFailedException e) {
      String back = context.find(RestorePoint.KEY).map(RestorePoint::wayBack).orElse("");
      throw back.isEmpty()
          ? e
          : new MigrationFailedException(
              String.valueOf(e.getMessage()),
              e.next() + "; the way back to the state before it: " + back,
              e);
    }
  }
}
