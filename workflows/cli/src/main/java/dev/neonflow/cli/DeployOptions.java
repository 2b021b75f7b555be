package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.deploy.CommandDeployer;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where applications run, as those commands understand it that deploy and those that remove. */
@Section.Of(Section.APPLICATION)
final class DeployOptions {

  private static final String NONE = "none";
  private static final String PROCESS = "process";
  private static final String FLY = "fly";
  private static final String VERCEL = "vercel";
  private static final String COMMAND = "command";

  /** What is deployed. */
  enum Purpose {
    PREVIEW,
    STAGING,
    PRODUCTION
  }

  @Option(
      names = "--deploy",
      paramLabel = "process|fly|vercel|command|none",
      description =
          "Where the application runs: as a process of this machine, on Fly.io, at Vercel, where a"
              + " command puts it, or nowhere (default: none, unless a command is given).")
  private @Nullable String place;

  @Mixin private final FlyOptions fly = new FlyOptions();

  @Mixin private final VercelOptions vercel = new VercelOptions();

  @Mixin private final CommandOptions command = new CommandOptions();

  /** Whether the options say that nothing runs anywhere. */
  boolean isNowhere() {
    return NONE.equals(said());
  }

  /** Where, in the option's word; {@code none} if nothing is said. */
  String where() {
    String said = said();
    return said == null ? (command.deploys() ? COMMAND : NONE) : said;
  }

  /** The organization on Fly.io, if one is named. */
  Optional<String> flyOrganization() {
    return fly.knownOrganization();
  }

  /**
   * What a preview would be deployed with; empty for a process, and where nothing is deployed.
   *
   * @throws PreconditionException if something is missing or wrong
   */
  Optional<Deployer> platform(Program program) {
    return where().equals(PROCESS)
        ? Optional.empty()
        : Optional.ofNullable(deployer(null, program, Purpose.PREVIEW));
  }

  /**
   * Refuses places that cannot have production.
   *
   * @throws PreconditionException naming the place
   */
  void refuseUnlessForProduction() {
    if (VERCEL.equals(said())) {
      throw PreconditionException.usage(
          "--deploy vercel is for previews: Vercel deploys production itself when the production"
              + " branch is pushed",
          "leave it out, and set DATABASE_URL for production at Vercel once");
    }
  }

  /**
   * Whether the application is to run.
   *
   * @param process the command of {@code --process-command}
   * @throws PreconditionException if the options contradict each other, or lack something
   */
  boolean deploys(@Nullable String process, Program program) {
    fly.check();
    String where = target(process, program);
    switch (where) {
      case FLY -> fly.organization();
      case VERCEL -> vercel.deployer();
      case COMMAND -> command.deployer();
      default -> {}
    }
    return !where.equals(NONE);
  }

  /**
   * What deploys; null if nothing is to run.
   *
   * @throws PreconditionException as {@link #deploys}
   */
  @Nullable Deployer deployer(@Nullable String process, Program program, Purpose purpose) {
    return switch (target(process, program)) {
      case FLY -> fly.deployer(program, purpose);
      case VERCEL -> vercel.deployer(program);
      case COMMAND -> command(command.deployer(), program);
      case PROCESS -> process(ProcessDeployer.command(String.valueOf(process)), program);
      default -> null;
    };
  }

  /**
   * What removes whatever runs there; without a word about it, processes of this machine are looked
   * for.
   *
   * @throws PreconditionException if the options lack something
   */
  Deployer remover(Program program) {
    String where = said();
    if (FLY.equals(where)) {
      return fly.deployer(program);
    } else if (VERCEL.equals(where)) {
      return vercel.deployer(program);
    } else if (COMMAND.equals(where) || (where == null && command.destroys())) {
      return command(command.remover(), program);
    }
    return process(ProcessDeployer.of("whichever runs"), program);
  }

  private @Nullable String said() {
    return place == null ? null : Choice.of("--deploy", place, NONE, PROCESS, FLY, VERCEL, COMMAND);
  }

  private String target(@Nullable String process, Program program) {
    String where = said();
    if (where == null) {
      if (process != null && command.deploys()) {
        throw PreconditionException.usage(
            "--process-command and --deploy-command are two places to run the application",
            "leave one of them out, or say which with --deploy");
      }
      return process != null ? PROCESS : command.deploys() ? COMMAND : NONE;
    }
    boolean typed = program.isGiven("--deploy");
    for (String option : List.of("--process-command", "--deploy-command")) {
      boolean ofProcess = option.equals("--process-command");
      boolean set = ofProcess ? process != null : command.deploys();
      // What is typed now is meant, whatever a file or a variable sets for every run.
      boolean counts = set && (!typed || program.isGiven(option));
      refuseBeside(where, ofProcess ? PROCESS : COMMAND, counts, option);
    }
    if (where.equals(PROCESS) && process == null) {
      throw PreconditionException.usage(
          "--deploy process needs the application's command",
          "add --process-command \"COMMAND\", for example \"java -jar app.jar\"");
    }
    return where;
  }

  /** Refuses an option of one place beside the word that it is another. */
  private static void refuseBeside(String where, String own, boolean given, String option) {
    if (given && !where.equals(own)) {
      String says =
          switch (where) {
            case NONE -> "nothing is deployed";
            case FLY -> "the application runs on Fly.io";
            case PROCESS -> "it runs as a process of this machine";
            default -> "the application runs there";
          };
      throw PreconditionException.usage(
          option + " is given, but --deploy " + where + " says that " + says,
          "leave one of them out");
    }
  }

  private static CommandDeployer command(CommandDeployer deployer, Program program) {
    require(deployer.secrets(), program);
    return deployer.in(program.directory());
  }

  /**
   * Refuses to begin without a secret that a later step would miss.
   *
   * @throws PreconditionException naming the first that is not set
   */
  static void require(List<String> secrets, Program program) {
    Secrets known = Secrets.of(program.environment()::get);
    secrets.forEach(known::get);
  }

  /** Processes of this machine, remembered where every command looks. */
  private static ProcessDeployer process(ProcessDeployer deployer, Program program) {
    return deployer
        .in(program.directory())
        .stateDir(new Environment(program.environment()::get).deploymentsDirectory());
  }
}
