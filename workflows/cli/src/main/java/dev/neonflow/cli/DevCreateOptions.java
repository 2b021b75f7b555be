package dev.neonflow.cli;

import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.BranchSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What {@code dev create} understands. */
@Examples({"neonflow dev create", "neonflow dev create alice --data schema-only"})
public final class DevCreateOptions extends DevOptions<BranchRef> {

  @Mixin private final BranchOptions branch = new BranchOptions();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ConflictOptions conflict = new ConflictOptions();

  @Override
  OnConflict onConflict() {
    return conflict.policy();
  }

  /** What the branch should be like. */
  public BranchSpec branch() {
    return branch.over(BranchSpec.DEFAULT);
  }

  @Override
  void check() {
    super.check();
    branch();
  }

  @Override
  void tell(NeonflowBuilder builder) {
    database.tell(builder);
    // Without rows it is given the history of what migrates this checkout.
    Migrations.alone(program().directory()).ifPresent(builder::migrator);
  }

  @Override
  String text(BranchRef result) {
    return result.name();
  }

  @Override
  Map<String, @Nullable Object> fields(BranchRef result, @Nullable String console) {
    return named(
        "branch_id", result.branchId(),
        "branch_name", result.name(),
        "created", result.created(),
        "db_host", result.host(),
        "db_host_pooled", result.pooledHost(),
        "console_url", Outputs.page(result.branchId(), console));
  }
}
