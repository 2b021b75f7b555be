package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workflow of one's own: {@code neonflow.workflow("nightly").branch("perf/nightly")...}. */
public final class CustomWorkflow extends Workflow<CustomWorkflow> {

  /** The branch. */
  public static final Key<BranchRef> BRANCH = BranchRef.KEY;

  /** What {@link #migrate()} did. */
  public static final Key<MigrationReport> MIGRATION = MigrationReport.KEY;

  /** What {@link #deploy()} made run. */
  public static final Key<Deployment> DEPLOYMENT = Deployment.KEY;

  /** Where {@link #report()} put its report. */
  public static final Key<Published> REPORT = Published.KEY;

  private static final Lease LEASE = new Lease(Duration.ofDays(1));

  private final String kind;
  private final @Nullable BranchName branch;

  private CustomWorkflow(Draft draft, String kind, @Nullable BranchName branch) {
    super(draft);
    this.kind = kind;
    this.branch = branch;
  }

  static CustomWorkflow begin(Draft draft, String kind) {
    return new CustomWorkflow(draft, kind, null);
  }

  /**
   * Then a branch of this name, from the project's default branch, that lives a day after the last
   * run.
   */
  public CustomWorkflow branch(String name) {
    return branch(name, BranchSpec.DEFAULT.with(LEASE));
  }

  /** Then a branch of this name. */
  public CustomWorkflow branch(String name, BranchSpec spec) {
    BranchName exact = BranchNames.exactly(name);
    BranchSpec here =
        spec.database() == null && spec.role() == null
            ? spec.at(draft().neonflow().database(), draft().neonflow().role())
            : spec;
    Draft more =
        draft()
            .plus(
                Draft.Written.of(
                    "branch(\"" + name + "\")", new EnsureBranch(exact, here, Rerun.REUSE)));
    return new CustomWorkflow(more, kind, exact);
  }

  /**
   * Then its branch is deleted, if all before succeeded.
   *
   * @throws InvalidWorkflowException if none was named before
   */
  public CustomWorkflow deleteBranch() {
    if (branch == null) {
      throw new InvalidWorkflowException(
          "deleteBranch() has no branch", "write .branch(\"name\") before it", null);
    }
    return with(draft().plus(Draft.Written.of("deleteBranch()", new DeleteBranch(branch))));
  }

  /** Migrates the branch with the default migrator. */
  public CustomWorkflow migrate() {
    return with(draft().migrate(null));
  }

  /** Migrates the branch. */
  public CustomWorkflow migrate(Migrator migrator) {
    return with(draft().migrate(migrator));
  }

  /** Deploys the application with the default deployer. */
  public CustomWorkflow deploy() {
    return with(draft().deploy(null));
  }

  /** Deploys the application. */
  public CustomWorkflow deploy(Deployer deployer) {
    return with(draft().deploy(deployer));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public CustomWorkflow report() {
    return with(draft().report("report", null));
  }

  /** Reports: last of all and once, wherever it is written. */
  public CustomWorkflow report(Reporter reporter) {
    return with(draft().report("report", reporter));
  }

  @Override
  CustomWorkflow with(Draft changed) {
    return new CustomWorkflow(changed, kind, branch);
  }

  @Override
  String kind() {
    return kind;
  }

  @Override
  List<Draft.Item> items() {
    return draft().items();
  }
}
