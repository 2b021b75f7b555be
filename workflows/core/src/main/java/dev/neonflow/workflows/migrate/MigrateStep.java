package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.branch.BranchRef;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the branch's schema up to date, over the direct connection.
 *
 * @param migrator the tool
 */
public record MigrateStep(Migrator migrator) implements Step<MigrationReport> {
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
  public MigrationReport run(StepContext context) throws Exception {
    BranchRef branch = context.get(BranchRef.KEY);
    MigrationTarget target = MigrationTarget.of(branch, context.connection(branch));
    return migrator.migrate(target, context);
  }
}
