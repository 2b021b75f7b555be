package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.Lease;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow of one's own: {@code neonflow.workflow("nightly").branch("perf/nightly")...}. It has
 * at most one branch, because a run finds its branch again by the workflow's key.
 */
public final class CustomWorkflow extends BranchWorkflow<CustomWorkflow> {

  /** What {@link #schemaDiff()} found. */
  public static final Key<SchemaDiff> SCHEMA_DIFF = SchemaDiff.KEY;

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
   *
   * @throws InvalidWorkflowException if it has a branch already
   */
  public CustomWorkflow branch(String name) {
    return branch(name, BranchSpec.DEFAULT.with(LEASE));
  }

  /**
   * Then a branch of this name. It lives as long as {@code spec} says: for ever without a lease.
   *
   * @throws InvalidWorkflowException if it has a branch already
   */
  public CustomWorkflow branch(String name, BranchSpec spec) {
    if (branch != null) {
      throw Planner.secondBranch("branch(\"" + name + "\")", branch.name());
    }
    BranchName exact = BranchNames.exactly(name);
    BranchSpec complete = draft().neonflow().at(spec);
    Draft more = draft().plus(new Draft.MakesBranch("branch(\"" + name + "\")", exact, complete));
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

  /** Removes the deployment with the default deployer, if all before succeeded. */
  public CustomWorkflow destroyDeployment() {
    return with(draft().destroyDeployment(null));
  }

  /** Removes the deployment, if all before succeeded. */
  public CustomWorkflow destroyDeployment(Deployer deployer) {
    return with(draft().destroyDeployment(deployer));
  }

  /**
   * Says what the branch's schema differs in from what it was made of; what its parent got since is
   * not in it. Write it after {@link #migrate()}. Reads only, and fails no run.
   */
  public CustomWorkflow schemaDiff() {
    return with(draft().schemaDiff(null));
  }

  /** The same; this file gets the whole difference, of which reports have the beginning. */
  public CustomWorkflow schemaDiff(Path file) {
    return with(draft().schemaDiff(file));
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
    return draft().items().stream().map(this::resolved).toList();
  }

  private Draft.Item resolved(Draft.Item item) {
    if (!(item instanceof Draft.MakesBranch made)) {
      return item;
    }
    Rerun rerun = Rerun.reusing(made.spec(), draft().migrator());
    return Draft.Written.of(made.verb(), new EnsureBranch(made.name(), made.spec(), rerun));
  }
}
