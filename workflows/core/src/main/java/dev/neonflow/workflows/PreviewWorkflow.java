package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeleteOwnBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.branch.RerunPolicy;
import dev.neonflow.workflows.deploy.DeployStep;
import dev.neonflow.workflows.deploy.DestroyDeployment;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database branch for a pull request, and what is put onto it. Begins with the branch: looked up,
 * renewed if it is ours, else created, and waited for until it answers.
 */
public final class PreviewWorkflow extends BranchWorkflow<PreviewWorkflow> {

  /** What {@link #schemaDiff()} found. */
  public static final Key<SchemaDiff> SCHEMA_DIFF = SchemaDiff.KEY;

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

  /**
   * The name or id of the branch to start from; the project's default branch if not given. Its name
   * is noted on the new branch, and resets come from there. Has no effect on a branch of ours that
   * is there already, unless it is made anew. One that expires can have no children.
   */
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

  /**
   * What of its parent's data a new branch has; all of it if not given. Has no effect on a branch
   * that is there already, unless it is made anew.
   */
  public PreviewWorkflow data(BranchData data) {
    return with(settings.with(settings.spec().with(data)));
  }

  /** What the branch should be like, all at once. */
  public PreviewWorkflow branch(UnaryOperator<BranchSpec> change) {
    return with(settings.with(change.apply(settings.spec())));
  }

  /**
   * What becomes of a branch that is there already, before it is migrated; {@link
   * RerunPolicy#WHEN_HISTORY_REWRITTEN} if not given. The history is that of the tool of the first
   * {@link #migrate()}. What was done, and why, is in {@link BranchRef#origin()} and {@link
   * BranchRef#reason()}, in reports and in the dry run.
   */
  public PreviewWorkflow onRerun(RerunPolicy policy) {
    return with(new Settings(settings.template(), settings.spec(), policy));
  }

  /**
   * Takes a branch of exactly the preview's name as ours, for this run, if somebody else made it:
   * from then on it expires, and {@link #onRerun} holds for it, too. Never the default branch, a
   * protected one or one of another environment. Neon lets nobody note that on the branch
   * afterwards, so that each further run must say {@code adopt()} again. {@link
   * TeardownWorkflow#adopt()} leaves the branch to its lease, and so does a run that finds the pull
   * request closed. A branch that Neon's create-branch-action made for the same repository and pull
   * request is ours without this.
   *
   * <p>A preview for a name adopts its usual branch only, {@code preview/<name>}: nothing else
   * would tell a {@link Sweep} that its deployment is in use.
   */
  public PreviewWorkflow adopt() {
    return with(settings.with(settings.spec().adopting()));
  }

  /**
   * Says what the branch's schema differs in from what it was made of; what its parent got since is
   * not in it. Write it after {@link #migrate()}. Reads only, and fails no run.
   */
  public PreviewWorkflow schemaDiff() {
    return with(draft().schemaDiff(null));
  }

  /** The same; this file gets the whole difference, of which reports have the beginning. */
  public PreviewWorkflow schemaDiff(Path file) {
    return with(draft().schemaDiff(file));
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
    BranchName name = name();
    all.add(
        Draft.Written.of(
            "preview()",
            new EnsureBranch(
                name,
                draft().neonflow().at(settings.spec()),
                new Rerun(settings.onRerun(), draft().migrator()))));
    all.addAll(draft().items());
    if (subject().pullRequest() != null) {
      all.addAll(removal(name));
    }
    return all;
  }

  private BranchName name() {
    BranchName name = BranchNames.of(subject(), settings.template());
    if (settings.spec().adopt() && subject().pullRequest() == null) {
      String usual = BranchNames.of(subject(), null).name();
      if (!name.name().equals(usual)) {
        throw new InvalidWorkflowException(
            "a preview for a name adopts "
                + usual
                + " only, not "
                + name.name()
                + ": nothing would tell a sweep that it is in use",
            "rename the branch to " + usual + ", or do not adopt it",
            null);
      }
    }
    return name;
  }

  /** What takes the place of the rest once the pull request is closed. */
  private List<Draft.Item> removal(BranchName name) {
    List<Draft.Item> all = new ArrayList<>();
    for (Draft.Item item : draft().items()) {
      if (item instanceof Draft.Written written && written.step() instanceof DeployStep deploy) {
        DestroyDeployment step = new DestroyDeployment(deploy.deployer());
        all.add(Draft.Written.whenClosed("preview()", step, free(step, all)));
      }
    }
    Step<?> last = settings.spec().adopt() ? new DeleteOwnBranch(name) : new DeleteBranch(name);
    all.add(Draft.Written.whenClosed("preview()", last, free(last, all)));
    return all;
  }

  /** The step's own name, or one after it that no other step has. */
  private String free(Step<?> step, List<Draft.Item> removal) {
    Set<String> names = new HashSet<>();
    List<Draft.Item> all = new ArrayList<>(draft().items());
    all.addAll(removal);
    for (Draft.Item item : all) {
      if (item instanceof Draft.Written written) {
        names.add(written.name());
      }
    }
    String name = step.output().name();
    for (int i = 2; names.contains(name); i++) {
      name = step.output().name() + "-" + i;
    }
    return name;
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
