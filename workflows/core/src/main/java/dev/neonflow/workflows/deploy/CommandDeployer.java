package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any platform that has a command line tool. Deploying runs one command, destroying another, and a
 * third may list what is there; without it, whether there is something to destroy is not known, and
 * the command to destroy must succeed also if there is nothing.
 *
 * <p>All commands get {@code NEONFLOW_PR} and {@code NEONFLOW_SHA} (empty if unknown) and the
 * secrets that are named; those that deploy and destroy also {@code NEONFLOW_DEPLOYMENT}, the name;
 * the one that deploys also {@code DATABASE_URL} (pooled), {@code DATABASE_URL_UNPOOLED} and the
 * {@code PG*} variables of libpq. They inherit the environment, but neither {@code NEON_API_KEY}
 * nor the tokens of GitHub, Fly and Vercel, unless named. Their output becomes progress, with these
 * secrets masked.
 *
 * <p>The URL is the template, or else what the last line {@code URL=...} of the output says. The
 * application is ready when it answers a GET with a status below 400, or asks who is there (401,
 * 403). After a failure or a cancellation nothing is destroyed; what may be there is told.
 *
 * @param deploy the command that deploys, safe to repeat; empty if this only destroys
 * @param destroy the command that destroys; empty if there is none
 * @param list the command that prints the names of all deployments, one a line; other lines do not
 *     matter; empty if there is none
 * @param shell whether each command is one line of shell
 * @param directory where they run
 * @param url the URL with {@code {name}}, {@code {pr}} and {@code {sha}} in it, or null
 * @param secrets the names of the secrets that the commands get as environment variables
 * @param readyWithin how long the application may take to answer; zero: it is not asked
 */
public record CommandDeployer(
    List<String> deploy,
    List<String> destroy,
    List<String> list,
    boolean shell,
    Path directory,
    @Nullable String url,
    List<String> secrets,
    Duration readyWithin)
    implements Deployer {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Set<String> GIVEN =
      Set.of("NEON_API_KEY", "DATABASE_URL", "DATABASE_URL_UNPOOLED", "NEONFLOW_DEPLOYMENT");

  /** Copies the lists. */
  public CommandDeployer {
    deploy = List.copyOf(deploy);
    destroy = List.copyOf(destroy);
    list = List.copyOf(list);
    secrets = List.copyOf(secrets);
    if (isBlank(deploy) && isBlank(destroy)) {
      throw PreconditionException.usage("the command to deploy is empty", "name a command");
    }
  }

  /** A line for {@code sh -c} (on Windows {@code cmd /c}); the other commands are lines as well. */
  public static CommandDeployer shell(String deploy) {
    return new CommandDeployer(
        List.of(deploy), List.of(), List.of(), true, Path.of(""), null, List.of(), READY_WITHIN);
  }

  /** A program with its arguments; the other commands are programs as well. */
  public static CommandDeployer of(String... deploy) {
    return new CommandDeployer(
        List.of(deploy), List.of(), List.of(), false, Path.of(""), null, List.of(), READY_WITHIN);
  }

  /** Only removes: a line of shell, as after {@link #shell}. */
  public static CommandDeployer destroyOnly(String line) {
    return new CommandDeployer(
        List.of(), List.of(line), List.of(), true, Path.of(""), null, List.of(), READY_WITHIN);
  }

  /** The same with a command that destroys: a line after {@link #shell}, else a program. */
  public CommandDeployer destroyedBy(String... command) {
    return new CommandDeployer(
        deploy, List.of(command), list, shell, directory, url, secrets, readyWithin);
  }

  /** The same with a command that lists: a line after {@link #shell}, else a program. */
  public CommandDeployer listedBy(String... command) {
    return new CommandDeployer(
        deploy, destroy, List.of(command), shell, directory, url, secrets, readyWithin);
  }

  /** The same, run in another directory. */
  public CommandDeployer in(Path otherDirectory) {
    return new CommandDeployer(
        deploy, destroy, list, shell, otherDirectory, url, secrets, readyWithin);
  }

  /**
   * The same with a URL that is known, for example {@code https://{name}.example.com/}.
   *
   * @throws PreconditionException if it cannot become a URL
   */
  public CommandDeployer at(String template) {
    DeployedUrl.check(template);
    return new CommandDeployer(
        deploy, destroy, list, shell, directory, template, secrets, readyWithin);
  }

  /**
   * The same with these secrets for the commands, for example {@code RAILWAY_TOKEN}.
   *
   * @throws PreconditionException if a name is none, or the commands get another value by it
   */
  public CommandDeployer secrets(String... names) {
    for (String name : names) {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || GIVEN.contains(name)) {
        throw PreconditionException.usage(
            "the commands that deploy cannot be given a secret named '" + name + "'",
            "name environment variables of the platform's tool, for example RAILWAY_TOKEN");
      }
    }
    return new CommandDeployer(
        deploy, destroy, list, shell, directory, url, List.of(names), readyWithin);
  }

  /** The same with another time to get ready; zero: it is not asked. */
  public CommandDeployer readyWithin(Duration otherTime) {
    return new CommandDeployer(deploy, destroy, list, shell, directory, url, secrets, otherTime);
  }

  static boolean isBlank(List<String> command) {
    return command.isEmpty() || command.get(0).isBlank();
  }

  @Override
  public String platform() {
    return "command";
  }

  @Override
  public String describe() {
    return "`" + String.join(" ", isBlank(deploy) ? destroy : deploy) + "`";
  }

  @Override
  public Deployment deploy(DeployRequest request, StepContext context) throws Exception {
    if (isBlank(deploy)) {
      throw PreconditionException.usage("there is no command to deploy", "name a command");
    }
    return new CommandDeployment(this, request, context).deploy();
  }

  @Override
  public boolean destroy(DeploymentRef deployment, StepContext context) throws Exception {
    if (isBlank(destroy)) {
      throw PreconditionException.usage(
          "there is no command to destroy deployment " + deployment.name(), "name a command");
    }
    return new CommandRemoval(this, deployment, context).destroy();
  }

  @Override
  public String dryRunDestroy(DeploymentRef deployment, StepContext context) throws Exception {
    Optional<Set<String>> names = names(context);
    if (names.isPresent() && !names.get().contains(deployment.name())) {
      return "would do nothing: there is no deployment " + deployment.name();
    }
    return "would destroy deployment "
        + deployment.name()
        + " with `"
        + String.join(" ", destroy)
        + "`";
  }

  @Override
  public Optional<Set<String>> names(StepContext context) throws Exception {
    return isBlank(list)
        ? Optional.empty()
        : Optional.of(new PlatformCommands(this, context).names());
  }
}
