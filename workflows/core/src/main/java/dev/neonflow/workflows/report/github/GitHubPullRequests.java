package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.ci.PullRequests;
import dev.neonflow.workflows.internal.github.GitHub;
import dev.neonflow.workflows.internal.github.GitHubRefusedException;
import dev.neonflow.workflows.internal.github.GitHubRoutes.PullRequest;
import dev.neonflow.workflows.internal.http.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which pull requests of a repository are open on GitHub. Uses the token {@code GITHUB_TOKEN}, else
 * {@code GH_TOKEN}, which needs the permission {@code pull-requests: read}. What has not changed is
 * asked for by its ETag, which costs nothing of GitHub's limit. Thread-safe.
 */
public final class GitHubPullRequests implements PullRequests {
  private static final int READINGS = 5;

  private final String repository;
  private final GitHub github;
  private final Map<Integer, Known> known = new ConcurrentHashMap<>();

  private record Known(String etag, boolean closed) {}

  private GitHubPullRequests(URI api, String repository, Secrets secrets) {
    this.repository = repository;
    this.github = GitHub.repository(api, repository, new BetweenSteps(secrets));
  }

  /**
   * Those of a repository.
   *
   * @param api GitHub's API, for example {@code https://api.github.com}
   * @param repository {@code owner/name}
   * @param secrets where the token is
   * @throws PreconditionException if there is no token, or this is no repository on GitHub
   */
  public static GitHubPullRequests of(URI api, String repository, Secrets secrets) {
    return new GitHubPullRequests(api, repository, secrets);
  }

  @Override
  public String describe() {
    return "GitHub's " + repository;
  }

  /**
   * Whether GitHub says that it is closed; one request.
   *
   * @throws PreconditionException if GitHub does not tell, for example because the token may not
   *     read it
   */
  @Override
  public boolean isClosed(int number) {
    Known before = known.get(number);
    Answer<PullRequest> answer =
        github.send(
            github
                .routes()
                .pullRequest(
                    github.owner(), github.repo(), number, before == null ? null : before.etag()));
    if (answer.status() == 304 && before != null) {
      return before.closed();
    }
    PullRequest found = answer.body();
    if (!answer.isSuccessful() || found == null) {
      throw unknown(github.refused(answer, "tell about pull request " + number));
    }
    boolean closed = "closed".equals(found.state());
    String etag = answer.headers().get("ETag");
    if (etag != null) {
      known.put(number, new Known(etag, closed));
    }
    return closed;
  }

  /**
   * All that are open. A list of several pages is read until it stays the same, because what is
   * closed meanwhile moves others from page to page.
   */
  @Override
  public Set<Integer> open() {
    Set<Integer> last = null;
    for (int reading = 0; reading < READINGS; reading++) {
      Reading now = read();
      if (now.pages() == 1 || now.numbers().equals(last)) {
        return now.numbers();
      }
      last = now.numbers();
    }
    throw refused("the open pull requests of " + repository + " change all the time", "try later");
  }

  private record Reading(int pages, Set<Integer> numbers) {}

  private Reading read() {
    try {
      int[] pages = {0};
      List<PullRequest> all =
          github.all(
              page -> {
                pages[0] = page;
                return github.routes().openPullRequests(github.owner(), github.repo(), page);
              },
              "list the open pull requests of " + repository);
      Set<Integer> numbers = new TreeSet<>();
      for (PullRequest one : all) {
        numbers.add(number(one));
      }
      return new Reading(pages[0], numbers);
    } catch (GitHubRefusedException e) {
      throw unknown(e);
    }
  }

  private int number(@Nullable PullRequest one) {
    Integer number = one == null ? null : one.number();
    if (number == null) {
      throw refused("GitHub lists a pull request without a number", "run it again");
    }
    return number;
  }

  private static PreconditionException unknown(GitHubRefusedException e) {
    return PreconditionException.state(String.valueOf(e.getMessage()), e.next(), e);
  }

  private static PreconditionException refused(String message, String next) {
    return PreconditionException.state(message, next, null);
  }
}
