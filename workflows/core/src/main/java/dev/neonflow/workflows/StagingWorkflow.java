package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchName;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.EnsureBranch;
import dev.neonflow.workflows.branch.PlanRefresh;
import dev.neonflow.workflows.branch.RefreshStaging;
import dev.neonflow.workflows.branch.Rerun;
import dev.neonflow.workflows.branch.StagingRefreshed;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Staging: a long-lived branch that is brought up to its parent's present state on request. */
public final class StagingWorkflow extends BranchWorkflow<StagingWorkflow> {

  /** Where {@link #report()} put its report. */
  public static final Key<Published> REPORT = Published.KEY;

  /** What {@link #refresh()} did. */
  public static final Key<StagingRefreshed> REFRESH = StagingRefreshed.KEY;

  private final Settings settings;

  private StagingWorkflow(Draft draft, Settings settings) {
    super(draft);
    this.settings = settings;
  }

  static StagingWorkflow begin(Draft draft) {
    return new StagingWorkflow(draft, Settings.DEFAULT);
  }

  /**
   * The name or id of the branch to start from when the branch is created, and of each refresh from
   * then on; the project's default branch if not given.
   */
  public StagingWorkflow from(String parent) {
    return with(settings.with(settings.spec().from(parent)));
  }

  /** How long the branch lives after the last run, at most 30 days; for ever if not given. */
  public StagingWorkflow expiresIn(Duration lease) {
    return with(settings.with(settings.spec().expiresIn(lease)));
  }

  /**
   * First of all gives the branch the present state of the branch it was made from. Its own state
   * is kept as {@code staging-before/<time>}, which takes over its children; its id and connection
   * details stay. A branch that is not there yet is created.
   */
  public StagingWorkflow refresh() {
    return with(new Settings(settings.spec(), true, settings.keep()));
  }

  /**
   * How many states from before refreshes are kept; 2 if not given.
   *
   * @throws PreconditionException if it is less than 2
   */
  public StagingWorkflow keep(int states) {
    return with(
        new Settings(
            settings.spec(),
            settings.refresh(),
            new RefreshStaging(BranchNames.staging(), states).keep()));
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
    return new StagingWorkflow(changed, settings);
  }

  private StagingWorkflow with(Settings changed) {
    return new StagingWorkflow(draft(), changed);
  }

  @Override
  String kind() {
    return "staging";
  }

  @Override
  List<Draft.Item> items() {
    BranchName name = BranchNames.staging();
    List<Draft.Item> all = new ArrayList<>();
    if (settings.refresh()) {
      all.add(Draft.Written.of("refresh()", new PlanRefresh(name)));
      all.add(Draft.Written.of("refresh()", new RefreshStaging(name, settings.keep())));
    }
    BranchSpec spec = draft().neonflow().at(settings.spec());
    all.add(Draft.Written.of("staging()", new EnsureBranch(name, spec, Rerun.REUSE)));
    all.addAll(draft().items());
    return all;
  }

  private record Settings(BranchSpec spec, boolean refresh, int keep) {
    static final Settings DEFAULT = new Settings(BranchSpec.DEFAULT, false, RefreshStaging.KEPT);

    Settings with(BranchSpec changed) {
      return new Settings(changed, refresh, keep);
    }
  }
}
