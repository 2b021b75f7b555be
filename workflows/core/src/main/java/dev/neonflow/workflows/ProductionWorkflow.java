package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.UseProduction;
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
    all.addAll(draft().items());
    return all;
  }
}
