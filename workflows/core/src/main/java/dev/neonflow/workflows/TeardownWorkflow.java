package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.DeleteOwnBranch;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a preview made. What is gone already is a success. A deployment that cannot be
 * removed does not keep the branch: then the run is {@link WorkflowStatus#DONE_WITH_LEFTOVERS}, and
 * its report names what is left. With steps of one's own in between, the first failure ends it.
 */
public final class TeardownWorkflow extends Workflow<TeardownWorkflow> {

  /** What {@link #deleteBranch()} removed. */
  public static final Key<DeletedBranch> DELETED_BRANCH = DeletedBranch.KEY;

  /** Where {@link #comment()} put its report. */
  public static final Key<Published> COMMENT = Published.KEY;

  private final @Nullable String template;
  private final boolean adopted;

  private TeardownWorkflow(Draft draft, @Nullable String template, boolean adopted) {
    super(draft);
    this.template = template;
    this.adopted = adopted;
  }

  static TeardownWorkflow begin(Draft draft) {
    return new TeardownWorkflow(draft, null, false);
  }

  /** How the preview's branch was named, as in {@link PreviewWorkflow#branchName(String)}. */
  public TeardownWorkflow branchName(String value) {
    return new TeardownWorkflow(draft(), value, adopted);
  }

  /**
   * After a preview with {@link PreviewWorkflow#adopt()}: a branch of the preview's name that
   * somebody else made stays, for Neon to remove when the lease ends that the adoption gave it. The
   * rest is removed, and the run succeeds and says what stays. Without this such a branch is an
   * error. One that a preview made itself is deleted either way.
   */
  public TeardownWorkflow adopt() {
    return new TeardownWorkflow(draft(), template, true);
  }

  /** Removes the deployment with the default deployer. */
  public TeardownWorkflow destroyDeployment() {
    return with(draft().destroyDeployment(null));
  }

  /** Removes the deployment. */
  public TeardownWorkflow destroyDeployment(Deployer deployer) {
    return with(draft().destroyDeployment(deployer));
  }

  /** Deletes the branch and proves that it is gone. */
  public TeardownWorkflow deleteBranch() {
    return with(draft().plus(new Draft.DeletesBranch()));
  }

  /** Reports with the default reporter: last of all and once, wherever it is written. */
  public TeardownWorkflow comment() {
    return with(draft().report("comment", null));
  }

  /** Reports: last of all and once, wherever it is written. */
  public TeardownWorkflow comment(Reporter reporter) {
    return with(draft().report("comment", reporter));
  }

  @Override
  TeardownWorkflow with(Draft changed) {
    return new TeardownWorkflow(changed, template, adopted);
  }

  @Override
  String kind() {
    return "teardown";
  }

  @Override
  List<Draft.Item> items() {
    List<Draft.Item> items = draft().items().stream().map(this::named).toList();
    return items.stream().allMatch(TeardownWorkflow::removesOrReports)
        ? items.stream().map(TeardownWorkflow::whateverFailed).toList()
        : items;
  }

  private static boolean removesOrReports(Draft.Item item) {
    if (!(item instanceof Draft.Written written)) {
      return true;
    }
    Step<?> step = written.step();
    return step != null && (step.runs() == Runs.REPORT || Removal.isOutputOf(step));
  }

  private static Draft.Item whateverFailed(Draft.Item item) {
    return item instanceof Draft.Written written
            && written.step() != null
            && written.step().runs() == Runs.ON_SUCCESS
        ? written.running(Runs.ALWAYS)
        : item;
  }

  private Draft.Item named(Draft.Item item) {
    if (!(item instanceof Draft.DeletesBranch)) {
      return item;
    }
    BranchName name = BranchNames.of(subject(), template);
    return Draft.Written.of(
        "deleteBranch()", adopted ? new DeleteOwnBranch(name) : new DeleteBranch(name));
  }
}
