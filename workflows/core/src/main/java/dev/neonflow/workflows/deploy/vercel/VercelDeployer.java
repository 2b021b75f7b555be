package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the preview that Vercel builds for a git branch its own database: sets {@code DATABASE_URL}
 * (pooled) and {@code DATABASE_URL_UNPOOLED} for that git branch alone, lets Vercel deploy the
 * commit again so that they take effect, and waits until the deployment is ready. Vercel has to
 * build the branch itself: the project is connected to the git repository.
 *
 * <p>The variables are sensitive (nobody can read their values any more) and carry a comment with
 * the deployment's name and a digest of the value, by which they are found, known as ours, and not
 * written again when nothing changed. Others of these names for the git branch are refused.
 * Destroying removes the variables; the deployments stay with Vercel, which removes them by the
 * project's own retention.
 *
 * <p>The token comes from {@code VERCEL_TOKEN}. Production is not for this deployer: Vercel deploys
 * it itself when the production branch is pushed, and nobody else sets its variables.
 *
 * @param project the project's name or id
 * @param team the team's slug or id ({@code team_...}); null for the token's own account
 * @param api where Vercel's API is
 * @param foundWithin how long Vercel may take to notice the commit
 * @param readyWithin how long it may take to build and deploy
 */
public record VercelDeployer(
    String project, @Nullable String team, URI api, Duration foundWithin, Duration readyWithin)
    implements Deployer {
  /** The name of the secret that is Vercel's token. */
  public static final String TOKEN = "VERCEL_TOKEN";

  private static final URI VERCEL = URI.create("https://api.vercel.com");
  private static final Duration FOUND_WITHIN = Duration.ofMinutes(2);
  private static final Duration READY_WITHIN = Duration.ofMinutes(15);

  /** Refuses an empty name. */
  public VercelDeployer {
    if (project.isBlank()) {
      throw PreconditionException.usage(
          "the name of the Vercel project is empty", "give the project's name or id");
    }
  }

  /** A project of the token's own account, with 15 minutes to build. */
  public static VercelDeployer project(String nameOrId) {
    return new VercelDeployer(nameOrId, null, VERCEL, FOUND_WITHIN, READY_WITHIN);
  }

  /** The same in a team. */
  public VercelDeployer team(String slugOrId) {
    return new VercelDeployer(project, slugOrId, api, foundWithin, readyWithin);
  }

  /** The same with another API. */
  public VercelDeployer api(URI other) {
    return new VercelDeployer(project, team, other, foundWithin, readyWithin);
  }

  /** The same with another time to notice the commit. */
  public VercelDeployer foundWithin(Duration other) {
    return new VercelDeployer(project, team, api, other, readyWithin);
  }

  /** The same with another time to build and deploy. */
  public VercelDeployer readyWithin(Duration other) {
    return new VercelDeployer(project, team, api, foundWithin, other);
  }

  @Override
  public String platform() {
    return "vercel";
  }

  @Override
  public String describe() {
    return "Vercel: project " + project + (team == null ? "" : " of " + team);
  }

  @Override
  public Deployment deploy(DeployRequest request, StepContext context) {
    String gitBranch = gitBranch(request.deployment().subject());
    return new VercelPreview(this, request, gitBranch, context).deploy();
  }

  @Override
  public String dryRun(DeploymentRef deployment, StepContext context) {
    String gitBranch = gitBranch(deployment.subject());
    VercelSession vercel = new VercelSession(this, List.of(), context);
    vercel.previewProject(gitBranch);
    long set =
        new BranchVariables(vercel, deployment, gitBranch)
            .set(BranchVariables.NAMES).values().stream().filter(Optional::isPresent).count();
    return set == BranchVariables.NAMES.size()
        ? "would keep the variables for git branch "
            + gitBranch
            + " if the database is the same,"
            + " and let Vercel deploy again what was deployed without them"
        : "would set the database variables for git branch "
            + gitBranch
            + " and let Vercel deploy it again";
  }

  @Override
  public String dryRunDestroy(DeploymentRef deployment, StepContext context) {
    VercelSession vercel = new VercelSession(this, List.of(), context);
    int count = new BranchVariables(vercel, deployment, null).ours().size();
    return count == 0
        ? "would do nothing: no variables are left at Vercel for " + deployment.name()
        : "would remove "
            + count
            + " variables at Vercel for "
            + deployment.name()
            + "; Vercel keeps the deployments";
  }

  @Override
  public boolean destroy(DeploymentRef deployment, StepContext context) {
    VercelSession vercel = new VercelSession(this, List.of(), context);
    return new BranchVariables(vercel, deployment, null).remove();
  }

  @Override
  public Optional<Set<String>> names(StepContext context) {
    return Optional.of(BranchVariables.names(new VercelSession(this, List.of(), context)));
  }

  private static String gitBranch(Subject subject) {
    if (subject.isProduction()) {
      throw PreconditionException.usage(
          "production is not deployed from here: Vercel does it when its production branch is"
              + " pushed",
          "leave the deployment out, and set DATABASE_URL for production at Vercel once");
    }
    String gitBranch = subject.gitBranch();
    if (gitBranch == null) {
      throw PreconditionException.usage(
          "Vercel keeps preview variables by git branch, and the git branch is not known",
          "name it (--ref), or run in a checkout of it");
    }
    return gitBranch;
  }
}
