///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Staging: a long-lived branch, brought up to its parent on request

import dev.neonflow.cli.Program;
import dev.neonflow.cli.StagingRefreshOptions;
import dev.neonflow.workflows.StagingWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow staging refresh}. */
@Command(name = "staging", description = "A long-lived branch that follows its parent.")
final class staging {

  @Command(
      description =
          "Give it its parent's present state, keep the old one; migrate, deploy, report.")
  int refresh(@Mixin StagingRefreshOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .staging()
                .apply(options::branch)
                .refresh()
                .when(options.migrates(), StagingWorkflow::migrate)
                .when(options.deploys(), StagingWorkflow::deploy)
                .when(options.comments(), StagingWorkflow::report));
  }

  public static void main(String[] args) {
    Program.main(new staging(), args);
  }
}
