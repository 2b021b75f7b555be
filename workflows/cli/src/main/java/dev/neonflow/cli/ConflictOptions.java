package dev.neonflow.cli;

import dev.neonflow.workflows.OnConflict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that lock their key understand about it. */
@Section.Of(Section.RUN)
final class ConflictOptions {

  @Option(
      names = "--on-conflict",
      paramLabel = "fail|wait",
      description = "What to do while another run for the same goes on (default: fail).")
  private @Nullable String onConflict;

  OnConflict policy() {
    return Choice.of("--on-conflict", onConflict, "fail", "wait").equals("wait")
        ? OnConflict.WAIT
        : OnConflict.FAIL;
  }
}
