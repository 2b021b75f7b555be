package dev.neonflow.workflows.internal.github;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.Secrets;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Account;
import dev.neonflow.workflows.internal.github.GitHubRoutes.GraphQuery;
import dev.neonflow.workflows.internal.github.GitHubRoutes.View;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Viewed;
import dev.neonflow.workflows.internal.http.Answer;
import dev.neonflow.workflows.internal.http.ThirdParty;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** A repository on GitHub, as a step sees it. */
public final class GitHub {

  /** Where GitHub's own API is. */
  public static final URI API = URI.create("https://api.github.com");

  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28");
  private static final Pattern REPOSITORY = Pattern.compile("([^/\\s]+)/([^/\\s]+)");
  private static final String LOCAL = "local/";
  private static final int MOST_PAGES = 1000;
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
  private static final GraphQuery WHO = new GraphQuery("query { viewer { login } }");

  private final ThirdParty party;
  private final GitHubRoutes routes;
  private final StepContext context;
  private final String graph;
  private final String owner;
  private final String repo;
  private final Duration between;
  private volatile @Nullable Instant wrote;

  private GitHub(
      ThirdParty party,
      StepContext context,
      String graph,
      String owner,
      String repo,
      Duration between) {
    this.graph = graph;
    this.party = party;
    this.routes = party.routes(GitHubRoutes.class);
    this.context = context;
    this.owner = owner;
    this.repo = repo;
    this.between = between;
  }

  /**
   * A repository, with the step's token.
   *
   * @param repository {@code owner/name}
   * @throws PreconditionException if there is no token, or it is no repository of GitHub
   */
  public static GitHub repository(URI api, String repository, StepContext context) {
    Matcher parts = REPOSITORY.matcher(repository);
    if (!parts.matches() || repository.startsWith(LOCAL)) {
      throw PreconditionException.usage(
          repository + " is not a repository on GitHub",
          "set GITHUB_REPOSITORY to owner/name, or add a git remote");
    }
    ThirdParty party = ThirdParty.of("GitHub", api, HEADERS, token(context.secrets()));
    // Beside the API of an Enterprise Server, .../api/v3, and below that of github.com.
    boolean server = String.valueOf(api.getPath()).matches(".*/v3/?");
    String graph = server ? "../graphql" : "graphql";
    return new GitHub(party, context, graph, parts.group(1), parts.group(2), BETWEEN_WRITES);
  }

  /** The same for a few writes by somebody who has no time left to wait between them. */
  public GitHub hurried() {
    return new GitHub(party, context, graph, owner, repo, Duration.ZERO);
  }

  private static Secret token(Secrets secrets) {
    try {
      return secrets.get("GITHUB_TOKEN");
    } catch (PreconditionException unset) {
      try {
        return secrets.get("GH_TOKEN");
      } catch (PreconditionException alsoUnset) {
        throw PreconditionException.usage(
            "there is no token for GitHub",
            "set GITHUB_TOKEN (in a workflow file: env: GITHUB_TOKEN: ${{ github.token }})");
      }
    }
  }

  /** The repository's owner. */
  public String owner() {
    return owner;
  }

  /** The repository's name. */
  public String repo() {
    return repo;
  }

  /** What can be asked. */
  public GitHubRoutes routes() {
    return routes;
  }

  /**
   * Asks; every status is an answer. GitHub asks for a second between writes, which is waited for,
   * unless {@link #hurried}.
   */
  public <B> Answer<B> send(Call<B> call) {
    if (call.request().method().equals("GET")) {
      return party.send(call, context);
    }
    Instant before = wrote;
    if (before != null && !between.isZero()) {
      Duration since = Duration.between(before, context.clock().instant());
      if (since.compareTo(between) < 0) {
        context.pause(since.isNegative() ? between : between.minus(since));
      }
    }
    try {
      return party.send(call, context);
    } finally {
      wrote = context.clock().instant();
    }
  }

  /** Lets GitHub's lists catch up with what was written. */
  public void pause() {
    context.pause(BETWEEN_WRITES);
  }

  /** Who the token speaks for; empty if GitHub does not say it. */
  public Optional<String> login() throws GitHubRefusedException {
    Answer<Account> answer = send(routes.user());
    if (answer.isSuccessful()) {
      return Optional.ofNullable(answer.body()).map(Account::login);
    }
    GitHubRefusedException refused = refused(answer, "say who the token is for");
    if (!refused.isPermission()) {
      throw refused;
    }
    // Tokens of apps, a job's own among them, learn it from GraphQL only.
    try {
      Viewed viewed = party.send(routes.viewed(graph, WHO), context).body();
      return Optional.ofNullable(viewed).map(Viewed::data).map(View::viewer).map(Account::login);
    } catch (ConnectionLostException lost) {
      if (lost.isUndone()) {
        throw lost;
      }
      return Optional.empty();
    }
  }

  /**
   * The id of what GitHub answered.
   *
   * @param of what it belongs to, for example {@code a comment}
   * @throws ConnectionLostException if there is none
   */
  public static long id(@Nullable Long id, String of) {
    if (id == null) {
      throw new ConnectionLostException(
          "GitHub answered with " + of + " that has no id", "run it again", null);
    }
    return id;
  }

  /**
   * What a request brought that must succeed.
   *
   * @param what was tried, for example {@code comment on pull request 42}
   */
  public <B> B get(Call<B> call, String what) throws GitHubRefusedException {
    return party.body(accepted(send(call), what));
  }

  /** Makes a request that must succeed. */
  public void run(Call<?> call, String what) throws GitHubRefusedException {
    accepted(send(call), what);
  }

  /** All items of all pages; refused if there seems to be no end. */
  public <T> List<T> all(IntFunction<Call<List<T>>> page, String what)
      throws GitHubRefusedException {
    List<T> all = new ArrayList<>();
    if (collect(page, MOST_PAGES, all, what)) {
      throw new GitHubRefusedException(
          200,
          false,
          "GitHub did not " + what + " within " + MOST_PAGES + " pages",
          "run it again");
    }
    return all;
  }

  /** The items of the first pages. */
  public <T> List<T> first(int pages, IntFunction<Call<List<T>>> page, String what)
      throws GitHubRefusedException {
    List<T> first = new ArrayList<>();
    boolean unused = collect(page, pages, first, what);
    return first;
  }

  /** Whether there are more. */
  private <T> boolean collect(IntFunction<Call<List<T>>> page, int most, List<T> into, String what)
      throws GitHubRefusedException {
    for (int number = 1; number <= most; number++) {
      Answer<List<T>> answer = accepted(send(page.apply(number)), what);
      into.addAll(party.body(answer));
      if (!hasNext(answer)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNext(Answer<?> answer) {
    return answer.headers().values("Link").stream().anyMatch(link -> link.contains("rel=\"next\""));
  }

  private <B> Answer<B> accepted(Answer<B> answer, String what) throws GitHubRefusedException {
    if (!answer.isSuccessful()) {
      throw refused(answer, what);
    }
    return answer;
  }

  /** What a refusal means. */
  public GitHubRefusedException refused(Answer<?> answer, String what) {
    String message = "GitHub did not " + what + ": " + answer.toPeople();
    return switch (answer.status()) {
      case 401 ->
          new GitHubRefusedException(
              401, false, message, "renew the token in GITHUB_TOKEN, then run it again");
      case 403 -> forbidden(answer, message);
      case 404, 410 ->
          new GitHubRefusedException(
              answer.status(),
              false,
              message,
              "look whether " + owner + "/" + repo + " has it and the token may see it");
      default ->
          new GitHubRefusedException(
              answer.status(),
              false,
              message,
              answer.isTheirTrouble() ? "run it again when GitHub works" : "run it again");
    };
  }

  private static GitHubRefusedException forbidden(Answer<?> answer, String message) {
    if (answer.said().contains("rate limit")) {
      return new GitHubRefusedException(403, false, message, "run it again in some minutes");
    }
    String needed = needed(answer);
    return new GitHubRefusedException(
        403,
        true,
        message,
        needed == null
            ? "give the job's token the permission; the token of a fork never has it"
            : "the workflow's permissions need " + needed + "; a fork's token never has it");
  }

  /** GitHub names the permissions any of which would do; said as in a workflow file. */
  private static @Nullable String needed(Answer<?> answer) {
    String permissions = answer.headers().get("X-Accepted-GitHub-Permissions");
    return permissions == null || permissions.isBlank()
        ? null
        : permissions
            .strip()
            .replaceAll("\\s*;\\s*", " or ")
            .replaceAll("\\s*,\\s*", " and ")
            .replace("=", ": ")
            .replace('_', '-');
  }
}
