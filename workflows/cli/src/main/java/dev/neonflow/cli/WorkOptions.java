package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.migrate.Migrator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that migrate and deploy understand about it. */
final class WorkOptions {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--migrate",
      paramLabel = "COMMAND",
      description = "The command that migrates; it gets DATABASE_URL.")
  private @Nullable String migrate;

  @Option(
      names = "--flyway",
      paramLabel = "DIR",
      description = "The directory with Flyway migrations (found if it is in a usual place).")
  private @Nullable Path flyway;

  @Mixin private final DeployOptions deploy = new DeployOptions();

  @Option(
      names = "--process-command",
      paramLabel = "COMMAND",
      description =
          "The application; it gets PORT and DATABASE_URL and answers at / (--deploy process).")
  private @Nullable String processCommand;

  private Migrations migrations = Migrations.NONE;

  /** Finds out what migrates; before that, nothing does. */
  void choose(Path directory) {
    migrations = Migrations.choose(directory, migrate, flyway);
  }

  boolean migrates() {
    return migrations.migrator() != null;
  }

  /**
   * Whether the application is to run.
   *
   * @throws PreconditionException if the options contradict each other, or lack something
   */
  boolean deploys() {
    return deploy.deploys(processCommand);
  }

  /**
   * Makes sure that there is what deploying needs.
   *
   * @throws PreconditionException if the options contradict each other, or lack something
   */
  void check(Program program, DeployOptions.Purpose purpose) {
    if (deploys()) {
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
      Neonflow.Builder builder, Program program, Terminal terminal, DeployOptions.Purpose purpose) {
    database.tell(builder);
    terminal.line(migrations.said());
    Migrator migrator = migrations.migrator();
    if (migrator != null) {
      builder.migrator(migrator);
    }
    Deployer deployer = deploy.deployer(processCommand, program, purpose);
    if (deployer != null) {
      builder.deployer(deployer);
    }
  }
}
