package dev.neonflow.workflows.ci;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment, CI and git say about the checkout, in this order.
 *
 * @param projectId the Neon project, or null
 * @param repository {@code owner/name}, or {@code local/<directory>}
 * @param repositoryOrigin where that name comes from
 * @param pullRequest the pull request that CI runs for, or null
 * @param elsewhere whether the git branch and the commit are CI's and those of no pull request
 * @param gitBranch the branch, or null if unknown
 * @param commit its newest commit, or null if unknown
 */
public record CiContext(
    @Nullable String projectId,
    String repository,
    RepositoryOrigin repositoryOrigin,
    @Nullable Integer pullRequest,
    boolean elsewhere,
    @Nullable String gitBranch,
    @Nullable String commit) {

  private static final Pattern MERGE_REF = Pattern.compile("refs/pull/(\\d{1,9})/(?:merge|head)");

  /** Reads them; what cannot be read is unknown. */
  public static CiContext read(Environment environment, Path directory) {
    String projectId = environment.get("NEON_PROJECT_ID");
    GitCheckout git = GitCheckout.of(directory);
    String repository = environment.get("GITHUB_REPOSITORY");
    RepositoryOrigin origin = RepositoryOrigin.VARIABLE;
    if (repository == null) {
      repository = git.repository();
      origin = RepositoryOrigin.GIT_REMOTE;
    }
    if (repository == null) {
      origin = RepositoryOrigin.DIRECTORY;
      repository = "local/" + localName(git.root() == null ? directory : git.root());
    }
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return new CiContext(projectId, repository, origin, null, false, git.branch(), git.commit());
    }
    GitHubEvent event = GitHubEvent.read(environment.get("GITHUB_EVENT_PATH"));
    if (event != null) {
      return new CiContext(
          projectId, repository, origin, event.number(), false, event.gitBranch(), event.commit());
    }
    Matcher merge = MERGE_REF.matcher(String.valueOf(environment.get("GITHUB_REF")));
    if (merge.matches()) {
      // GITHUB_SHA is the merge commit here, which is not the pull request's own.
      int number = Integer.parseInt(merge.group(1));
      return new CiContext(
          projectId, repository, origin, number, false, environment.get("GITHUB_HEAD_REF"), null);
    }
    return new CiContext(
        projectId,
        repository,
        origin,
        null,
        true,
        environment.get("GITHUB_REF_NAME"),
        environment.get("GITHUB_SHA"));
  }

  private static String localName(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "root" : name.toString();
  }
}
