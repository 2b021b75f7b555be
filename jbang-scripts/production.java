///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION Production: rehearse, migrate the default branch, deploy, report

import dev.neonflow.cli.ProductionDeployOptions;
import dev.neonflow.cli.ProductionRollbackOptions;
import dev.neonflow.cli.Program;
import dev.neonflow.workflows.ProductionWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow production deploy} and {@code rollback}. */
@Command(name = "production", description = "The project's default branch, and what runs on it.")
final class production {

  @Command(description = "Rehearse on a copy, keep the state before, migrate, deploy, report.")
  int deploy(@Mixin ProductionDeployOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .production()
                .apply(options::branch)
                .when(options.rehearses(), options::rehearse)
                .when(options.makesRestorePoint(), ProductionWorkflow::restorePoint)
                .when(options.migrates(), ProductionWorkflow::migrate)
                .when(options.deploys(), ProductionWorkflow::deploy)
                .when(options.comments(), ProductionWorkflow::report));
  }

  @Command(description = "Go back to a restore point, after saying what that loses.")
  int rollback(@Mixin ProductionRollbackOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .production()
                .apply(options::back)
                .when(options.comments(), ProductionWorkflow::report));
  }

  public static void main(String[] args) {
    Program.main(new production(), args);
  }
}
