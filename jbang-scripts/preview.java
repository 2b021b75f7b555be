///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION A preview for one pull request: database branch, migration, application, report

import dev.neonflow.cli.PreviewDownOptions;
import dev.neonflow.cli.PreviewUpOptions;
import dev.neonflow.cli.Program;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TeardownWorkflow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow preview up --pr 42} and {@code neonflow preview down --pr 42}. */
@Command(name = "preview", description = "A preview for one pull request.")
final class preview {

  @Command(description = "Make it, or bring it up to date: branch, migrate, deploy, comment.")
  int up(@Mixin PreviewUpOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .preview()
                .forPr(options.pr())
                .apply(options::branch)
                .when(options.migrates(), PreviewWorkflow::migrate)
                .when(options.comparesSchema(), options::schemaDiff)
                .when(options.deploys(), PreviewWorkflow::deploy)
                .when(options.comments(), PreviewWorkflow::comment));
  }

  @Command(description = "Remove it: stop the application, delete the branch, say so.")
  int down(@Mixin PreviewDownOptions options) {
    return options.run(
        neonflow ->
            neonflow
                .teardown()
                .forPr(options.pr())
                .apply(options::branch)
                .when(options.deploys(), TeardownWorkflow::destroyDeployment)
                .deleteBranch()
                .when(options.comments(), TeardownWorkflow::comment));
  }

  public static void main(String[] args) {
    Program.main(new preview(), args);
  }
}
