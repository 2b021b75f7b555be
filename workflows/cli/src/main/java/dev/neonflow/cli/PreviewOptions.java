package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PullRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both commands of a preview understand. */
public abstract class PreviewOptions extends RunOptions {

  @Option(
      names = "--pr",
      paramLabel = "NUMBER",
      required = true,
      description = "The pull request (default: in GitHub Actions the job's).")
  private int pr;

  @Option(
      names = "--ref",
      paramLabel = "GIT_BRANCH",
      description = "The pull request's branch (default: what CI or git says).")
  private @Nullable String ref;

  @Option(
      names = "--branch-name",
      paramLabel = "TEMPLATE",
      description =
          "Name of the database branch, of {pr}, {git-branch}, {sha}, {repo}"
              + " (default: preview/pr-{pr}-{git-branch}).")
  private @Nullable String branchName;

  /** For the subclasses of this package. */
  PreviewOptions() {}

  /**
   * The pull request.
   *
   * @throws PreconditionException if its number is not one
   */
  public final PullRequest pr() {
    PullRequest number = PullRequest.number(pr);
    return ref == null ? number : new PullRequest(number.number(), ref, number.commit());
  }

  /** The name of the database branch, or null for the usual one. */
  final @Nullable String branchTemplate() {
    return branchName;
  }

  @Override
  boolean isAboutRepository() {
    return true;
  }

  @Override
  boolean isAboutPullRequest() {
    return true;
  }

  @Override
  void check() {
    super.check();
    pr();
  }
}
