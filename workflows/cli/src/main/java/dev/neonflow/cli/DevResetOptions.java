package dev.neonflow.cli;

import dev.neonflow.workflows.DevBranches;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.branch.BranchNames;
import dev.neonflow.workflows.branch.DevReset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code dev reset} understands. */
@Examples({"neonflow dev reset", "neonflow dev reset --backup dev/before"})
public final class DevResetOptions extends DevOptions<DevReset> {

  @Option(
      names = "--backup",
      paramLabel = "BRANCH",
      description = "Keep the state before as a branch of this name (default: none is kept).")
  private @Nullable String backup;

  @Mixin private final ConflictOptions conflict = new ConflictOptions();

  @Override
  OnConflict onConflict() {
    return conflict.policy();
  }

  /** Resets it, with a backup if one is wanted. */
  public DevReset reset(DevBranches dev) {
    return backup == null ? dev.reset(name()) : dev.reset(name(), backup);
  }

  @Override
  void check() {
    super.check();
    if (backup != null) {
      BranchNames.exactly(backup);
    }
  }

  @Override
  String text(DevReset result) {
    return result.name();
  }

  @Override
  Map<String, @Nullable Object> fields(DevReset result, @Nullable String console) {
    return named(
        "branch_id", result.branchId(),
        "branch_name", result.name(),
        "parent", result.parent(),
        "backup", result.backup(),
        "console_url", Outputs.page(result.branchId(), console));
  }
}
