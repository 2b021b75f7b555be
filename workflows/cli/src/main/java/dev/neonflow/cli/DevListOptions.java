package dev.neonflow.cli;

import dev.neonflow.workflows.DevBranches;
import dev.neonflow.workflows.branch.DevBranch;
import dev.neonflow.workflows.branch.Times;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code dev list} understands. */
@Examples("neonflow dev list --output json")
public final class DevListOptions extends NeonOptions {

  /** Made by the parser. */
  public DevListOptions() {}

  /** Does what the sentence says, and puts out its result. */
  public int run(Function<DevBranches, List<DevBranch>> sentence) {
    check();
    return new Execution(this, false)
        .call(
            builder -> {},
            neonflow -> sentence.apply(neonflow.dev()),
            (all, console) -> report(all));
  }

  private int report(List<DevBranch> all) {
    if (all.isEmpty()) {
      terminal().line("there are no engineers' branches");
    }
    String text = all.stream().map(DevListOptions::line).collect(Collectors.joining("\n"));
    return succeed(text, Map.of("items", all.stream().map(DevListOptions::fields).toList()));
  }

  private static String line(DevBranch branch) {
    return branch.name()
        + "  "
        + branch.branchId()
        + "  created "
        + Times.words(branch.createdAt())
        + (branch.lastResetAt() == null ? "" : "  reset " + Times.words(branch.lastResetAt()))
        + (branch.parent() == null ? "" : "  from " + branch.parent())
        + (branch.expiresAt() == null ? "" : "  expires " + Times.words(branch.expiresAt()));
  }

  private static Map<String, @Nullable Object> fields(DevBranch branch) {
    return DevOptions.named(
        "branch_id", branch.branchId(),
        "branch_name", branch.name(),
        "created_at", branch.createdAt(),
        "last_reset_at", branch.lastResetAt(),
        "expires_at", branch.expiresAt(),
        "parent", branch.parent());
  }
}
