package dev.neonflow.crash;

import dev.neonflow.cli.PreviewUpOptions;
import dev.neonflow.cli.Program;
import dev.neonflow.workflows.PreviewWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code preview up}, as the script has it, which is no class that tests can see. */
@Command(name = "preview")
public final class PreviewUp {

  /** Makes a preview. */
  @Command
  public int up(@Mixin PreviewUpOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .preview()
                .forPr(options.pr())
                .apply(options::branch)
                .when(options.migrates(), PreviewWorkflow::migrate)
                .when(options.deploys(), PreviewWorkflow::deploy)
                .when(options.comments(), PreviewWorkflow::comment));
  }

  /** Runs as a program. */
  public static void main(String[] args) {
    Program.main(new PreviewUp(), args);
  }

  private PreviewUp() {}
}
