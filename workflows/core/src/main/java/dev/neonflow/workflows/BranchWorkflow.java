package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;

/**
 * What is put onto one branch, the same in every environment.
 *
 * @param <W> the kind of workflow; callers never write it
 */
public abstract sealed class BranchWorkflow<W extends BranchWorkflow<W>> extends Workflow<W>
    permits PreviewWorkflow, ProductionWorkflow, StagingWorkflow, CustomWorkflow {

  /** The branch. */
  public static final Key<BranchRef> BRANCH = BranchRef.KEY;

  /** What {@link #migrate()} did. */
  public static final Key<MigrationReport> MIGRATION = MigrationReport.KEY;

  /** What {@link #deploy()} made run. */
  public static final Key<Deployment> DEPLOYMENT = Deployment.KEY;

  BranchWorkflow(Draft draft) {
    super(draft);
  }

  /** Migrates the branch with the default migrator. */
  public final W migrate() {
    return with(draft().migrate(null));
  }

  /** Migrates the branch. */
  public final W migrate(Migrator migrator) {
    return with(draft().migrate(migrator));
  }

  /** Deploys the application with the default deployer. */
  public final W deploy() {
    return with(draft().deploy(null));
  }

  /** Deploys the application. */
  public final W deploy(Deployer deployer) {
    return with(draft().deploy(deployer));
  }
}
