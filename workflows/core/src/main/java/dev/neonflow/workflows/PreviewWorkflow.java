package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrateStep;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.report.CommentStep;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    return with(new Settings(parent, settings.template(), settings.lease(), settings.compute()));
  }

  /**
   * How to name the branch: {@code {pr}}, {@code {git-branch}}, {@code {sha}} (the first seven
   * characters) and {@code {repo}} are replaced. {@code preview/pr-{pr}-{git-branch}} if not given.
   */
  public PreviewWorkflow branchName(String template) {
    return with(new Settings(settings.parent(), template, settings.lease(), settings.compute()));
  }

  /** How long the branch lives after the last run: 7 days if not given, at most 30. */
  public PreviewWorkflow expiresIn(Duration lease) {
    return with(
        new Settings(settings.parent(), settings.template(), new Lease(lease), settings.compute()));
  }

  /** How large the branch's compute is; Neon's own default if not given. */
  public PreviewWorkflow compute(Compute compute) {
    return with(new Settings(settings.parent(), settings.template(), settings.lease(), compute));
  }

  /** Migrates the branch with the default migrator. */
  public PreviewWorkflow migrate() {
    return with(
        draft().verb("migrate", "migrator", draft().neonflow().migrator(), MigrateStep::new));
  }

  /** Migrates the branch. */
  public PreviewWorkflow migrate(Migrator migrator) {
    return with(draft().verb("migrate", "migrator", Optional.of(migrator), MigrateStep::new));
  }

  /** Deploys the application with the default deployer. */
  public PreviewWorkflow deploy() {
    return with(draft().verb("deploy", "deployer", draft().neonflow().deployer(), DeployStep::new));
  }

  /** Deploys the application. */
  public PreviewWorkflow deploy(Deployer deployer) {
    return with(draft().verb("deploy", "deployer", Optional.of(deployer), DeployStep::new));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public PreviewWorkflow comment() {
    return with(
        draft().verb("comment", "reporter", draft().neonflow().reporter(), CommentStep::new));
  }

  /** Reports: last of all and once, wherever it is written. */
  public PreviewWorkflow comment(Reporter reporter) {
    return with(draft().verb("comment", "reporter", Optional.of(reporter), CommentStep::new));
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
                settings.parent(),
                settings.lease(),
                settings.compute(),
                draft().neonflow().database(),
                draft().neonflow().role())));
    all.addAll(draft().items());
    return all;
  }

  private record Settings(
      @Nullable String parent, @Nullable String template, Lease lease, @Nullable Compute compute) {
    static final Settings DEFAULT = new Settings(null, null, Lease.PREVIEW, null);
  }
}
