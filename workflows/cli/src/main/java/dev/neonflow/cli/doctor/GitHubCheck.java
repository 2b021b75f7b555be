package dev.neonflow.cli.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether GitHub accepts the token, and what it may do. Writes nothing. */
public final class GitHubCheck {
  private static final String AREA = "github";
  private static final Pattern MAY_NOT_PUSH =
      Pattern.compile("\"permissions\"\\s*:\\s*\\{[^}]*\"push\"\\s*:\\s*false");
  private static final String ALLOW =
      "in a workflow: permissions: { pull-requests: write }; else a token with write access to"
          + " pull requests";

  private final Map<String, String> environment;
  private final String repository;
  private final boolean wanted;
  private final Duration patience;

  /**
   * With what the environment holds.
   *
   * @param repository {@code owner/name}, or {@code local/...} if there is none
   * @param wanted whether reports go to GitHub
   */
  public GitHubCheck(Map<String, String> environment, String repository, boolean wanted) {
    this(environment, repository, wanted, Api.PATIENCE);
  }

  GitHubCheck(
      Map<String, String> environment, String repository, boolean wanted, Duration patience) {
    this.environment = environment;
    this.repository = repository;
    this.wanted = wanted;
    this.patience = patience;
  }

  /** What was found. */
  public List<Finding> findings() throws InterruptedException {
    String token =
        Optional.of(environment.getOrDefault("GITHUB_TOKEN", ""))
            .filter(value -> !value.isBlank())
            .orElse(environment.getOrDefault("GH_TOKEN", ""));
    if (token.isBlank()) {
      return List.of(
          Finding.missing(
              wanted,
              AREA,
              "neither GITHUB_TOKEN nor GH_TOKEN is set; comments need one",
              "in a workflow: env: { GITHUB_TOKEN: '${{ github.token }}' }"));
    }
    if (!Api.isToken(token)) {
      return List.of(Finding.unusable(AREA, "the token for GitHub"));
    }
    if (!repository.matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+") || repository.startsWith("local/")) {
      return List.of(
          Finding.missing(
              wanted, AREA, "no repository is known", "export GITHUB_REPOSITORY=OWNER/NAME"));
    }
    String host = environment.getOrDefault("GITHUB_API_URL", "");
    Api api =
        new Api(
            "GitHub", host.isBlank() ? "https://api.github.com" : host.strip(), token, patience);
    if (!api.refused().isEmpty()) {
      return List.of(
          Finding.problem(
              AREA,
              "GITHUB_API_URL: " + api.refused() + "; the token is not sent",
              "unset GITHUB_API_URL"));
    }
    try {
      return asked(api);
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              AREA, "GitHub does not answer at " + api.host(), "check the network, run again"));
    }
  }

  private List<Finding> asked(Api api) throws IOException, InterruptedException {
    Api.Answer answer = api.get("/repos/" + repository);
    if (answer.status() != 200) {
      return List.of(refused(answer));
    }
    List<Finding> findings = new ArrayList<>();
    String until =
        answer
            .header("github-authentication-token-expiration")
            .map(time -> ", until " + time)
            .orElse("");
    findings.add(Finding.ok(AREA, "the token sees " + repository + until));
    Optional<String> scopes = answer.header("x-oauth-scopes");
    boolean enough =
        scopes
            .map(text -> Arrays.asList(text.split("[,\\s]+", -1)))
            .map(all -> all.contains("repo") || all.contains("public_repo"))
            .orElse(true);
    if (!enough) {
      findings.add(
          Finding.problem(
              AREA,
              "the token's scopes are " + scopes.orElse("") + ": it may not comment",
              "make one with the scope repo (public_repo for a public repository)"));
    }
    Api.Answer comments = api.get("/repos/" + repository + "/issues/comments?per_page=1");
    if (comments.status() != 200) {
      findings.add(refused(comments));
    } else if (enough && scopes.isEmpty() && MAY_NOT_PUSH.matcher(answer.body()).find()) {
      findings.add(Finding.note(AREA, "the token reads comments; it may not write them", ALLOW));
    }
    return findings;
  }

  private Finding refused(Api.Answer answer) {
    String needed =
        answer
            .header("x-accepted-github-permissions")
            .map(text -> "; it needs one of: " + text)
            .orElse("");
    if (isLimited(answer)) {
      return Finding.problem(
          AREA, "GitHub lets no more requests of this token through for now", "run again later");
    }
    return switch (answer.status()) {
      case 401 -> Finding.problem(AREA, "GitHub refuses the token (401)", "make a new one");
      case 403 -> Finding.problem(AREA, "the token may not read this (403)" + needed, ALLOW);
      case 404 ->
          Finding.problem(
              AREA,
              "the token sees no repository " + repository + " (404)",
              "check GITHUB_REPOSITORY, and that the token is for it");
      default -> Finding.problem(AREA, "GitHub answers with " + answer.status(), "run again later");
    };
  }

  private static boolean isLimited(Api.Answer answer) {
    return answer.status() == 429
        || (answer.status() == 403
            && (answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
                || answer.header("retry-after").isPresent()));
  }
}
