///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Production: migrate the default branch, deploy, report

import dev.neonflow.cli.ProductionDeployOptions;
import dev.neonflow.cli.Program;
import dev.neonflow.workflows.ProductionWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow production deploy}. */
@Command(name = "production", description = "The project's default branch, and what runs on it.")
final class production {

  @Command(description = "Migrate it, deploy, report.")
  int deploy(@Mixin ProductionDeployOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .production()
                .apply(options::branch)
                .when(options.migrates(), ProductionWorkflow::migrate)
                .when(options.deploys(), ProductionWorkflow::deploy)
                .when(options.comments(), ProductionWorkflow::report));
  }

  public static void main(String[] args) {
    Program.main(new production(), args);
  }
}
