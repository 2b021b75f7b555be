package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.branch.RerunPolicy;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database branch for a pull request, and what is put onto it. Begins with the branch: looked up,
 * renewed if it is ours, else created, and waited for until it answers.
 */
public final class PreviewWorkflow extends Workflow<PreviewWorkflow> {

  /** The branch; every preview has it. */
  public static final Key<BranchRef> BRANCH = BranchRef.KEY;

  /** What {@link #migrate()} did. */
  public static final Key<MigrationReport> MIGRATION = MigrationReport.KEY;

  /** What {@link #deploy()} made run. */
  public static final Key<Deployment> DEPLOYMENT = Deployment.KEY;

  /** Where {@link #comment()} put its report. */
  public static final Key<Published> COMMENT = Published.KEY;

  private final Settings settings;

  private PreviewWorkflow(Draft draft, Settings settings) {
    super(draft);
    this.settings = settings;
  }

  static PreviewWorkflow begin(Draft draft) {
    return new PreviewWorkflow(draft, Settings.DEFAULT);
  }

  /** The name or id of the branch to start from; the project's default branch if not given. */
  public PreviewWorkflow from(String parent) {
    return with(settings.with(settings.spec().from(parent)));
  }

  /**
   * How to name the branch: {@code {pr}}, {@code {git-branch}}, {@code {sha}} (the first seven
   * characters) and {@code {repo}} are replaced. {@code preview/pr-{pr}-{git-branch}} if not given.
   */
  public PreviewWorkflow branchName(String template) {
    return with(new Settings(template, settings.spec(), settings.onRerun()));
  }

  /** How long the branch lives after the last run: 7 days if not given, at most 30. */
  public PreviewWorkflow expiresIn(Duration lease) {
    return with(settings.with(settings.spec().expiresIn(lease)));
  }

  /** How large the branch's compute is; Neon's own default if not given. */
  public PreviewWorkflow compute(Compute compute) {
    return with(settings.with(settings.spec().with(compute)));
  }

  /** What of its parent's data a new branch has; all of it if not given. */
  public PreviewWorkflow data(BranchData data) {
    return with(settings.with(settings.spec().with(data)));
  }

  /** What the branch should be like, all at once. */
  public PreviewWorkflow branch(UnaryOperator<BranchSpec> change) {
    return with(settings.with(change.apply(settings.spec())));
  }

  /** What becomes of the branch on a further run; {@link RerunPolicy#WHEN_HISTORY_REWRITTEN}. */
  public PreviewWorkflow onRerun(RerunPolicy policy) {
    return with(new Settings(settings.template(), settings.spec(), policy));
  }

  /** Takes a branch of exactly this name as ours if somebody else made it. */
  public PreviewWorkflow adopt() {
    return with(settings.with(settings.spec().adopting()));
  }

  /** Migrates the branch with the default migrator. */
  public PreviewWorkflow migrate() {
    return with(draft().migrate(null));
  }

  /** Migrates the branch. */
  public PreviewWorkflow migrate(Migrator migrator) {
    return with(draft().migrate(migrator));
  }

  /** Deploys the application with the default deployer. */
  public PreviewWorkflow deploy() {
    return with(draft().deploy(null));
  }

  /** Deploys the application. */
  public PreviewWorkflow deploy(Deployer deployer) {
    return with(draft().deploy(deployer));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public PreviewWorkflow comment() {
    return with(draft().report("comment", null));
  }

  /** Reports: last of all and once, wherever it is written. */
  public PreviewWorkflow comment(Reporter reporter) {
    return with(draft().report("comment", reporter));
  }

  @Override
  PreviewWorkflow with(Draft changed) {
    return new PreviewWorkflow(changed, settings);
  }

  private PreviewWorkflow with(Settings changed) {
    return new PreviewWorkflow(draft(), changed);
  }

  @Override
  String kind() {
    return "preview";
  }

  @Override
  List<Draft.Item> items() {
    List<Draft.Item> all = new ArrayList<>();
    all.add(
        Draft.Written.of(
            "preview()",
            new EnsureBranch(
                BranchNames.of(subject(), settings.template()),
                settings.spec().at(draft().neonflow().database(), draft().neonflow().role()),
                new Rerun(settings.onRerun(), draft().migrator()))));
    all.addAll(draft().items());
    return all;
  }

  private record Settings(@Nullable String template, BranchSpec spec, RerunPolicy onRerun) {
    static final Settings DEFAULT =
        new Settings(
            null, BranchSpec.DEFAULT.with(Lease.PREVIEW), RerunPolicy.WHEN_HISTORY_REWRITTEN);

    Settings with(BranchSpec changed) {
      return new Settings(template, changed, onRerun);
    }
  }
}
