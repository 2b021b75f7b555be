package dev.neonflow.cli;

import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.Deployer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that migrate and deploy understand about it. */
@Section.Of(Section.APPLICATION)
final class WorkOptions {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final MigrationOptions migration = new MigrationOptions();
  @Mixin private final DeployOptions deploy = new DeployOptions();

  @Option(
      names = "--process-command",
      paramLabel = "COMMAND",
      description =
          "The command that runs the application here; it gets PORT and DATABASE_URL and answers"
              + " at / (default: none).")
  private @Nullable String processCommand;

  /** Finds out what migrates; before that, nothing does. */
  void choose(Path directory) {
    migration.choose(directory);
  }

  boolean migrates() {
    return migration.migrates();
  }

  /**
   * Whether the application is to run.
   *
   * @throws PreconditionException if the options contradict each other, or lack something
   */
  boolean deploys(Program program) {
    return deploy.deploys(processCommand, program);
  }

  /**
   * Makes sure that there is what deploying needs.
   *
   * @throws PreconditionException if the options contradict each other, or lack something
   */
  void check(Program program, DeployOptions.Purpose purpose) {
    if (deploys(program)) {
      var unused = deploy.deployer(processCommand, program, purpose);
    }
  }

  /**
   * Refuses places that cannot have production.
   *
   * @throws PreconditionException naming the place
   */
  void refuseUnlessForProduction() {
    deploy.refuseUnlessForProduction();
  }

  /** Hands the tools to the entry point, and says which migration was chosen. */
  void tools(
      NeonflowBuilder builder, Program program, Terminal terminal, DeployOptions.Purpose purpose) {
    database.tell(builder);
    migration.tell(builder, terminal);
    Deployer deployer = deploy.deployer(processCommand, program, purpose);
    if (deployer != null) {
      builder.deployer(deployer);
    }
  }
}
