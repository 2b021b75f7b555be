package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.branch.BranchData;
import dev.neonflow.workflows.branch.BranchSpec;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.branch.Lease;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that make a branch understand about it. */
@Section.Of(Section.BRANCH)
final class BranchOptions {

  private static final Pattern SIZES = Pattern.compile("(\\d+(?:\\.\\d+)?)-(\\d+(?:\\.\\d+)?)");

  @Option(
      names = "--parent",
      paramLabel = "BRANCH",
      description = "The branch to start from (default: the project's default branch).")
  private @Nullable String parent;

  @Option(
      names = "--data",
      paramLabel = "full|schema-only",
      description = "What of its parent's data a new branch has (default: full).")
  private @Nullable String data;

  @Option(
      names = "--expires-in",
      paramLabel = "TIME",
      description =
          "How long the branch lives (default: a preview 7d after its last run, test 1d, dev until"
              + " deleted).")
  private @Nullable String expiresIn;

  @Option(
      names = "--compute",
      paramLabel = "MIN-MAX",
      description = "Size of the compute, for example 0.25-2 (default: as Neon decides).")
  private @Nullable String compute;

  @Option(
      names = "--suspend-after",
      paramLabel = "TIME",
      description = "Idle time until the compute is suspended (default: as Neon decides).")
  private @Nullable String suspendAfter;

  /**
   * What the options say; the rest as it was.
   *
   * @throws PreconditionException if one of them is wrong
   */
  BranchSpec over(BranchSpec base) {
    BranchSpec spec = base;
    if (parent != null) {
      spec = spec.from(parent);
    }
    if (data != null) {
      boolean full = Choice.of("--data", data, "full", "schema-only").equals("full");
      spec = spec.with(full ? BranchData.FULL : BranchData.SCHEMA_ONLY);
    }
    if (expiresIn != null) {
      spec = spec.with(new Lease(Durations.parse("--expires-in", expiresIn)));
    }
    Compute size = size();
    return size == null ? spec : spec.with(size);
  }

  private @Nullable Compute size() {
    Compute size = null;
    if (compute != null) {
      Matcher sizes = SIZES.matcher(compute);
      if (!sizes.matches()) {
        throw PreconditionException.usage(
            "--compute is '" + compute + "', which are not two sizes", "write it like 0.25-2");
      }
      size = Compute.units(Double.parseDouble(sizes.group(1)), Double.parseDouble(sizes.group(2)));
    }
    if (suspendAfter == null) {
      return size;
    }
    Duration idle = Durations.parse("--suspend-after", suspendAfter);
    return size == null ? Compute.suspendedAfter(idle) : size.suspendAfter(idle);
  }
}
