package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.util.List;

/** Staging: a long-lived branch that is brought up to its parent's present state on request. */
public final class StagingWorkflow extends Workflow<StagingWorkflow> {

  /** The branch. */
  public static final Key<BranchRef> BRANCH = BranchRef.KEY;

  /** What {@link #migrate()} did. */
  public static final Key<MigrationReport> MIGRATION = MigrationReport.KEY;

  /** What {@link #deploy()} made run. */
  public static final Key<Deployment> DEPLOYMENT = Deployment.KEY;

  /** Where {@link #report()} put its report. */
  public static final Key<Published> REPORT = Published.KEY;

  private StagingWorkflow(Draft draft) {
    super(draft);
  }

  static StagingWorkflow begin(Draft draft) {
    return new StagingWorkflow(draft);
  }

  /** Migrates the branch with the default migrator. */
  public StagingWorkflow migrate() {
    return with(draft().migrate(null));
  }

  /** Migrates the branch. */
  public StagingWorkflow migrate(Migrator migrator) {
    return with(draft().migrate(migrator));
  }

  /** Deploys the application with the default deployer. */
  public StagingWorkflow deploy() {
    return with(draft().deploy(null));
  }

  /** Deploys the application. */
  public StagingWorkflow deploy(Deployer deployer) {
    return with(draft().deploy(deployer));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public StagingWorkflow report() {
    return with(draft().report("report", null));
  }

  /** Reports: last of all and once, wherever it is written. */
  public StagingWorkflow report(Reporter reporter) {
    return with(draft().report("report", reporter));
  }

  @Override
  StagingWorkflow with(Draft changed) {
    return new StagingWorkflow(changed);
  }

  @Override
  String kind() {
    return "staging";
  }

  @Override
  List<Draft.Item> items() {
    return draft().items();
  }
}
