package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.vercel.VercelDeployer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands understand about applications at Vercel. */
@Section.Of(Section.VERCEL)
final class VercelOptions {

  @Option(
      names = "--vercel-project",
      paramLabel = "NAME",
      description = "The project at Vercel, by name or id (default: none).")
  private @Nullable String project;

  @Option(
      names = "--vercel-team",
      paramLabel = "NAME",
      description = "The team at Vercel, by slug or id (default: the token's own account).")
  private @Nullable String team;

  /**
   * The deployer.
   *
   * @throws PreconditionException if no project is named
   */
  VercelDeployer deployer() {
    if (project == null) {
      throw PreconditionException.usage(
          "--deploy vercel needs the project", "add --vercel-project NAME");
    }
    VercelDeployer deployer = VercelDeployer.project(project);
    return team == null ? deployer : deployer.team(team);
  }

  /**
   * The deployer, with a token.
   *
   * @throws PreconditionException also if there is no token
   */
  VercelDeployer deployer(Program program) {
    VercelDeployer deployer = deployer();
    if (program.settings().environment(VercelDeployer.TOKEN).isEmpty()) {
      throw PreconditionException.state(
          "there is no " + VercelDeployer.TOKEN + " in the environment",
          "make a token in Vercel's account settings, under Tokens, and set it",
          null);
    }
    return deployer;
  }
}
