package dev.neonflow.cli;

import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.branch.DeletedBranch;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** What {@code dev delete} understands. */
@Examples("neonflow dev delete alice")
public final class DevDeleteOptions extends DevOptions<DeletedBranch> {

  @Mixin private final ConflictOptions conflict = new ConflictOptions();

  @Override
  OnConflict onConflict() {
    return conflict.policy();
  }

  @Override
  String text(DeletedBranch result) {
    return result.existed() ? result.name() : "";
  }

  @Override
  Map<String, @Nullable Object> fields(DeletedBranch result, @Nullable String console) {
    return named(
        "branch_id", result.branchId(),
        "branch_name", result.name(),
        "deleted", result.existed());
  }
}
