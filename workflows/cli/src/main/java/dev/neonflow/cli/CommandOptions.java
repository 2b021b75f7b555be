package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.CommandDeployer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands understand about a platform that has a command line tool. */
@Section.Of(Section.OWN)
final class CommandOptions {

  @Option(
      names = "--deploy-command",
      paramLabel = "COMMAND",
      description =
          "Deploys; it gets DATABASE_URL, NEONFLOW_DEPLOYMENT, NEONFLOW_PR and NEONFLOW_SHA, and"
              + " writes a line URL=... (default: none).")
  private @Nullable String deploy;

  @Option(
      names = "--destroy-command",
      paramLabel = "COMMAND",
      description = "Removes the deployment NEONFLOW_DEPLOYMENT (default: none).")
  private @Nullable String destroy;

  @Option(
      names = "--list-command",
      paramLabel = "COMMAND",
      description = "Prints the names of all deployments, one a line (default: none).")
  private @Nullable String list;

  @Option(
      names = "--deploy-url",
      paramLabel = "TEMPLATE",
      description =
          "Where the deployment answers, with {name}, {pr}, {sha} (default: what the"
              + " command writes).")
  private @Nullable String url;

  @Option(
      names = "--deploy-secrets",
      paramLabel = "NAMES",
      description =
          "The variables, with commas between them, that are the tool's secrets: it gets them, and"
              + " they are masked in its output (default: none).")
  private @Nullable String secrets;

  boolean deploys() {
    return deploy != null;
  }

  boolean destroys() {
    return destroy != null;
  }

  /**
   * The deployer for a run that deploys.
   *
   * @throws PreconditionException if the options name none
   */
  CommandDeployer deployer() {
    if (deploy == null) {
      throw PreconditionException.usage(
          "--deploy command needs the command", "add --deploy-command \"COMMAND\"");
    }
    CommandDeployer deployer = with(CommandDeployer.shell(deploy));
    return destroy == null ? deployer : deployer.destroyedBy(destroy);
  }

  /**
   * The deployer for a run that removes.
   *
   * @throws PreconditionException if the options name none
   */
  CommandDeployer remover() {
    if (destroy == null) {
      throw PreconditionException.usage(
          "--deploy command needs the command that removes what was deployed",
          "add --destroy-command \"COMMAND\"");
    }
    return with(CommandDeployer.destroyOnly(destroy));
  }

  private CommandDeployer with(CommandDeployer deployer) {
    CommandDeployer known = deployer;
    if (list != null) {
      known = known.listedBy(list);
    }
    if (url != null) {
      known = known.at(url);
    }
    return secrets == null
        ? known
        : known.secrets(
            Arrays.stream(secrets.split(",", -1)).map(String::strip).toArray(String[]::new));
  }
}
