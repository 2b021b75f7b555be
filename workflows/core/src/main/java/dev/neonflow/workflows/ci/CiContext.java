package dev.neonflow.workflows.ci;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the environment, CI and git say about the checkout, in this order.
 *
 * @param projectId the Neon project, or null
 * @param repository {@code owner/name}, or {@code local/<directory>}
 * @param repositoryOrigin where that name comes from
 * @param remoteHost the host of the git remote that the name comes from, else null
 * @param pullRequest the pull request that CI runs for, or null
 * @param fork whether its branch is known to be in another repository: its jobs get no secrets
 * @param elsewhere whether the git branch and the commit are CI's and those of no pull request
 * @param gitBranch the branch, or null if unknown
 * @param commit its newest commit, or null if unknown
 */
public record CiContext(
    @Nullable String projectId,
    String repository,
    RepositoryOrigin repositoryOrigin,
    @Nullable String remoteHost,
    @Nullable Integer pullRequest,
    boolean fork,
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
    GitCheckout.Remote remote = repository == null ? git.remote() : null;
    String host = null;
    if (remote != null) {
      repository = remote.repository();
      host = remote.host();
      origin = RepositoryOrigin.GIT_REMOTE;
    }
    if (repository == null) {
      origin = RepositoryOrigin.DIRECTORY;
      repository = "local/" + localName(git.root() == null ? directory : git.root());
    }
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return new CiContext(
          projectId, repository, origin, host, null, false, false, git.branch(), git.commit());
    }
    GitHubEvent event = GitHubEvent.read(environment.get("GITHUB_EVENT_PATH"));
    if (event != null) {
      return new CiContext(
          projectId,
          repository,
          origin,
          host,
          event.number(),
          event.fork(),
          false,
          event.gitBranch(),
          event.commit());
    }
    Matcher merge = MERGE_REF.matcher(String.valueOf(environment.get("GITHUB_REF")));
    if (merge.matches()) {
      // GITHUB_SHA is the merge commit here, which is not the pull request's own.
      int number = Integer.parseInt(merge.group(1));
      return new CiContext(
          projectId,
          repository,
          origin,
          host,
          number,
          false,
          false,
          environment.get("GITHUB_HEAD_REF"),
          null);
    }
    return new CiContext(
        projectId,
        repository,
        origin,
        host,
        null,
        false,
        true,
        environment.get("GITHUB_REF_NAME"),
        environment.get("GITHUB_SHA"));
  }

  /**
   * Whether the repository is on the GitHub with this API. A git remote tells by its host: that of
   * github.com belongs to {@code https://api.github.com}, any other to {@code https://HOST/api/v3}.
   * Who sets {@code GITHUB_REPOSITORY} says it.
   */
  public boolean isOnGitHub(URI api) {
    if (repositoryOrigin != RepositoryOrigin.GIT_REMOTE || remoteHost == null) {
      return repositoryOrigin != RepositoryOrigin.DIRECTORY;
    }
    // ssh.github.com is GitHub behind firewalls that let only port 443 through.
    String host = remoteHost.replaceFirst("^(?:ssh|www)\\.", "");
    return List.of(host, "api." + host)
        .contains(String.valueOf(api.getHost()).toLowerCase(Locale.ROOT));
  }

  private static String localName(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "root" : name.toString();
  }
}
