package dev.neonflow.cli;

import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.ProcessDeployer;
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

  @Option(
      names = "--deploy",
      paramLabel = "process|vercel|none",
      description =
          "Where the application runs: as a process of this machine, at Vercel, or nowhere (none).")
  private @Nullable String deploy;

  @Option(
      names = "--process-command",
      paramLabel = "COMMAND",
      description =
          "The application; it gets PORT and DATABASE_URL and answers at / (--deploy process).")
  private @Nullable String processCommand;

  @Mixin private final VercelOptions vercel = new VercelOptions();

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
   * @throws PreconditionException if the options contradict each other
   */
  boolean deploys() {
    String place = Deployments.place(deploy);
    if ("none".equals(place)) {
      refuse(processCommand != null, "--process-command");
      refuse(command.deploys(), "--deploy-command");
      return false;
    }
    if (vercel(place)) {
      var unused = vercel.deployer();
      return true;
    }
    boolean process = "process".equals(place) || processCommand != null;
    if (process && processCommand == null) {
      throw PreconditionException.usage(
          "--deploy process needs the application's command",
          "add --process-command \"COMMAND\", for example \"java -jar app.jar\"");
    }
    return byCommand || processCommand != null;
  }

  private boolean byCommand() {
    String place = Deployments.place(deploy);
    return "command".equals(place) || (place == null && command.deploys());
  }

  private static void refuse(boolean given, String option) {
    if (given) {
      throw PreconditionException.usage(
          option + " is given, but --deploy none says that nothing is deployed",
          "leave one of them out");
    }
  }

  private boolean vercel(@Nullable String place) {
    if ("vercel".equals(place) && processCommand != null) {
      throw PreconditionException.usage(
          "--process-command is given, but --deploy vercel says that the application runs there",
          "leave one of them out");
    }
    return "vercel".equals(place);
  }

  /**
   * Refuses places that cannot have production.
   *
   * @throws PreconditionException naming the place
   */
  void refuseUnlessForProduction() {
    if (vercel(Deployments.place(deploy))) {
      throw PreconditionException.usage(
          "--deploy vercel is for previews: Vercel deploys production itself when the production"
              + " branch is pushed",
          "leave it out, and set DATABASE_URL for production at Vercel once");
    }
  }

  /** Hands the tools to the entry point, and says which migration was chosen. */
  void tools(Neonflow.Builder builder, Program program, Terminal terminal) {
    database.tell(builder);
    terminal.line(migrations.said());
    Migrator migrator = migrations.migrator();
    if (migrator != null) {
      builder.migrator(migrator);
    }
    if (vercel(Deployments.place(deploy))) {
      builder.deployer(vercel.deployer());
    } else if (deploys() && processCommand != null) {
      builder.deployer(Deployments.process(ProcessDeployer.command(processCommand), program));
    }
  }
}
