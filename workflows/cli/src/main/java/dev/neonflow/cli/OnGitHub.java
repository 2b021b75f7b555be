package dev.neonflow.cli;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.ci.CiContext;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.report.FileReporter;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.github.GitHubPullRequests;
import dev.neonflow.workflows.report.github.GitHubReporter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The repository on GitHub that a program works for.
 *
 * @param program whose environment and directory tell
 */
record OnGitHub(Program program) {

  private Environment environment() {
    return new Environment(program.environment()::get);
  }

  private CiContext context() {
    return CiContext.read(environment(), program.directory());
  }

  /** Whether there is a token, and a repository on the GitHub that it is for. */
  boolean isKnown() {
    return environment().hasGitHubToken() && context().isOnGitHub(environment().gitHubApi());
  }

  /**
   * Makes sure that it is known.
   *
   * @param option what asks for it
   */
  void check(String option) {
    if (!environment().hasGitHubToken()) {
      throw PreconditionException.usage(
          option + " needs a token",
          "set GITHUB_TOKEN (in a workflow file: env: GITHUB_TOKEN: ${{ github.token }})");
    }
    refuseElsewhere(option);
    if (!isKnown()) {
      throw PreconditionException.usage(
          option + " needs a repository on GitHub",
          "set GITHUB_REPOSITORY to owner/name, or add a git remote");
    }
  }

  /**
   * Makes sure that nobody is asked about a repository of the same name on another host.
   *
   * @param what needs GitHub
   */
  void refuseElsewhere(String what) {
    CiContext context = context();
    URI api = environment().gitHubApi();
    if (environment().hasGitHubToken()
        && context.remoteHost() != null
        && !context.isOnGitHub(api)) {
      throw PreconditionException.usage(
          what
              + " needs a repository on GitHub, and the git remote is at "
              + context.remoteHost()
              + ", which the API at "
              + api.getHost()
              + " does not know",
          "set GITHUB_REPOSITORY to owner/name if GitHub has the repository too; for GitHub"
              + " Enterprise Server set GITHUB_API_URL to https://HOST/api/v3");
    }
  }

  /**
   * Comments; deployments and the status of commits where the token may write them.
   *
   * @param author whose comments are ours, or null to ask GitHub
   * @param file also gets the report, and alone where GitHub takes none; null for none
   */
  Reporter reporter(@Nullable String author, @Nullable FileReporter file) {
    GitHubReporter gitHub =
        GitHubReporter.comment(environment()).withDeployments().withCommitStatus().whereAllowed();
    gitHub = author == null ? gitHub : gitHub.author(author);
    return file == null ? gitHub : new AlsoInFile(gitHub, file);
  }

  /** Which pull requests are open. */
  PullRequests pullRequests() {
    return GitHubPullRequests.of(environment().gitHubApi(), context().repository(), this::secret);
  }

  private Secret secret(String name) {
    return Secret.of(Secrets.of(program.environment()::get).get(name).reveal().strip());
  }
}
