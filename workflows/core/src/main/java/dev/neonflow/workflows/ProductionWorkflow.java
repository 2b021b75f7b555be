package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.util.List;

/**
 * Production: the project's default branch is migrated, and the application deployed. The only
 * workflow that can write to the default branch or a protected one.
 */
public final class ProductionWorkflow extends Workflow<ProductionWorkflow> {

  /** The branch. */
  public static final Key<BranchRef> BRANCH = BranchRef.KEY;

  /** What {@link #migrate()} did. */
  public static final Key<MigrationReport> MIGRATION = MigrationReport.KEY;

  /** What {@link #deploy()} made run. */
  public static final Key<Deployment> DEPLOYMENT = Deployment.KEY;

  /** Where {@link #report()} put its report. */
  public static final Key<Published> REPORT = Published.KEY;

  private ProductionWorkflow(Draft draft) {
    super(draft);
  }

  static ProductionWorkflow begin(Draft draft) {
    return new ProductionWorkflow(draft);
  }

  /** Migrates production's branch with the default migrator. */
  public ProductionWorkflow migrate() {
    return with(draft().migrate(null));
  }

  /** Migrates production's branch. */
  public ProductionWorkflow migrate(Migrator migrator) {
    return with(draft().migrate(migrator));
  }

  /** Deploys the application with the default deployer. */
  public ProductionWorkflow deploy() {
    return with(draft().deploy(null));
  }

  /** Deploys the application. */
  public ProductionWorkflow deploy(Deployer deployer) {
    return with(draft().deploy(deployer));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public ProductionWorkflow report() {
    return with(draft().report("report", null));
  }

  /** Reports: last of all and once, wherever it is written. */
  public ProductionWorkflow report(Reporter reporter) {
    return with(draft().report("report", reporter));
  }

  @Override
  ProductionWorkflow with(Draft changed) {
    return new ProductionWorkflow(changed);
  }

  @Override
  String kind() {
    return "production";
  }

  @Override
  List<Draft.Item> items() {
    return draft().items();
  }
}
