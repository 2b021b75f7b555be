package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.UseProduction;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalGate;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearseStep;
import dev.neonflow.workflows.migrate.rehearsal.Thresholds;
import dev.neonflow.workflows.migrate.restore.AssessRollback;
import dev.neonflow.workflows.migrate.restore.MakeRestorePoint;
import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollBack;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import dev.neonflow.workflows.migrate.restore.VerifyRollback;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Production: the project's default branch is migrated, and the application deployed. The only
 * workflow that can write to the default branch or a protected one.
 */
public final class ProductionWorkflow extends BranchWorkflow<ProductionWorkflow> {

  /** Where {@link #report()} put its report. */
  public static final Key<Published> REPORT = Published.KEY;

  /** What {@link #rehearse()} measured. */
  public static final Key<RehearsalReport> REHEARSAL = RehearsalReport.KEY;

  /** The restore point that {@link #restorePoint()} made. */
  public static final Key<RestorePoint> RESTORE_POINT = RestorePoint.KEY;

  /** What {@link #rollback()} lost. */
  public static final Key<RollbackLoss> LOSS = RollbackLoss.KEY;

  /** What {@link #rollback()} did. */
  public static final Key<RolledBack> ROLLBACK = RolledBack.KEY;

  private final @Nullable String branch;

  private ProductionWorkflow(Draft draft, @Nullable String branch) {
    super(draft);
    this.branch = branch;
  }

  static ProductionWorkflow begin(Draft draft) {
    return new ProductionWorkflow(draft, null);
  }

  /**
   * The name or id of production's branch where it is not the project's default one: it must be
   * protected then.
   */
  public ProductionWorkflow branch(String nameOrId) {
    return new ProductionWorkflow(draft(), nameOrId);
  }

  /**
   * First migrates a copy of production with the migrator that migrates production, measures what
   * that does, and deletes the copy. What fails there fails the run before production is touched.
   */
  public ProductionWorkflow rehearse() {
    return rehearse(Thresholds.NONE);
  }

  /**
   * The same, and refuses to go on if the rehearsal shows more than this.
   *
   * @throws InvalidWorkflowException if production is migrated before
   */
  public ProductionWorkflow rehearse(Thresholds thresholds) {
    if (draft().migrator() != null) {
      throw new InvalidWorkflowException(
          "rehearse() comes after migrate(), which leaves nothing to rehearse",
          "write .rehearse() before .migrate()",
          null);
    }
    Draft rehearsed = draft().forMigrator("rehearse", RehearseStep::new);
    return with(
        thresholds.equals(Thresholds.NONE)
            ? rehearsed
            : rehearsed.plus(Draft.Written.of("rehearse()", new RehearsalGate(thresholds))));
  }

  /**
   * Keeps the present state as a branch {@code restore/<time>-<commit>}, if there is something to
   * migrate, so that {@link #rollback()} leads back to it. Write it before {@link #migrate()}. The
   * last two are kept, each for seven days.
   *
   * @throws InvalidWorkflowException if production is migrated before
   */
  public ProductionWorkflow restorePoint() {
    if (draft().migrator() != null) {
      throw new InvalidWorkflowException(
          "restorePoint() comes after migrate(), and keeps the state before it",
          "write .restorePoint() before .migrate()",
          null);
    }
    return with(draft().forMigrator("restorePoint", MakeRestorePoint::new));
  }

  /** Goes back to the newest restore point, as {@link #rollback(String)}. */
  public ProductionWorkflow rollback() {
    return rollback(new AssessRollback(null, false, AssessRollback.ROWS));
  }

  /**
   * Goes back to a restore point: says what that loses, restores, checks. The state before is kept
   * as {@code restore-before/<time>}, which takes over the children; id and connection details
   * stay. {@link #dryRun()} says what it would lose. If production is back there already, it does
   * nothing.
   *
   * @param point the restore point's name
   */
  public ProductionWorkflow rollback(String point) {
    return rollback(new AssessRollback(point, false, AssessRollback.ROWS));
  }

  /** Goes back to a restore point, though that was done already: what was written since is lost. */
  public ProductionWorkflow rollbackAgain(String point) {
    return rollback(new AssessRollback(point, true, AssessRollback.ROWS));
  }

  private ProductionWorkflow rollback(AssessRollback assess) {
    String verb = "rollback()";
    return with(
        draft()
            .plus(Draft.Written.of(verb, assess))
            .plus(Draft.Written.of(verb, new RollBack()))
            .plus(Draft.Written.of(verb, new VerifyRollback(assess.exactUpTo()))));
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
    return new ProductionWorkflow(changed, branch);
  }

  @Override
  String kind() {
    return "production";
  }

  @Override
  List<Draft.Item> items() {
    List<Draft.Item> all = new ArrayList<>();
    all.add(
        Draft.Written.of(
            "production()",
            new UseProduction(branch, draft().neonflow().database(), draft().neonflow().role())));
    all.addAll(draft().itemsForMigrator());
    return all;
  }
}
