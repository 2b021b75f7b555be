package dev.neonflow.workflows.report.github;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.ReportFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.ci.Environment;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.internal.github.GitHub;
import dev.neonflow.workflows.internal.github.GitHubRefusedException;
import dev.neonflow.workflows.internal.github.GitHubRoutes.Comment;
import dev.neonflow.workflows.internal.github.GitHubRoutes.NewCommitStatus;
import dev.neonflow.workflows.report.MarkdownReport;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.ReportMarker;
import dev.neonflow.workflows.report.ReportSummary;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one comment at the pull request, edited in place; if wanted, also GitHub's record of
 * deployments and the status of the commit. Uses the token {@code GITHUB_TOKEN}, else {@code
 * GH_TOKEN}, of where the step runs. It needs the permission {@code pull-requests: write}, for the
 * others {@code deployments: write} and {@code statuses: write}. A token that may not write, such
 * as those of forks, fails no run: the report goes {@link #orElse elsewhere}.
 *
 * @param api GitHub's API
 * @param author whose comments are ours; null to ask GitHub
 * @param deployments whether to record deployments
 * @param commitStatus whether to set the status of the commit
 * @param ifAllowed whether deployments and statuses are left out, without a word, where the token
 *     lacks the permission for them
 * @param runUrl the page with the run's log, or null
 * @param other where the report goes that the pull request does not get, or null for nowhere
 */
public record GitHubReporter(
    URI api,
    @Nullable String author,
    boolean deployments,
    boolean commitStatus,
    boolean ifAllowed,
    @Nullable URI runUrl,
    @Nullable Reporter other)
    implements Reporter {

  private static final Logger log = LoggerFactory.getLogger(GitHubReporter.class);
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int LONGEST_LINE = 140;

  /** How long ago a report that a sweep looks for may have changed last. */
  private static final Duration SWEPT = Duration.ofDays(100);

  private static final int SWEPT_PAGES = 50;

  /**
   * A comment at the pull request, on the GitHub that the environment names ({@code
   * GITHUB_API_URL}; github.com if it names none).
   */
  public static GitHubReporter comment() {
    return comment(Environment.ofProcess());
  }

  /** A comment at the pull request, on the GitHub that this environment names. */
  public static GitHubReporter comment(Environment environment) {
    return new GitHubReporter(
        environment.gitHubApi(), null, false, false, false, environment.gitHubRun(), null);
  }

  /** On the GitHub with this API, for example {@code https://github.example.com/api/v3}. */
  public GitHubReporter api(URI base) {
    return new GitHubReporter(base, author, deployments, commitStatus, ifAllowed, runUrl, other);
  }

  /**
   * Whose comments are ours, for example {@code my-app[bot]}, if GitHub is not to be asked. That
   * the token writes as somebody else fails the report.
   */
  public GitHubReporter author(String login) {
    return new GitHubReporter(api, login, deployments, commitStatus, ifAllowed, runUrl, other);
  }

  /**
   * Also records deployments, each pull request's to an environment {@code pr-<n>}. A job with
   * {@code environment:} does so already.
   */
  public GitHubReporter withDeployments() {
    return new GitHubReporter(api, author, true, commitStatus, ifAllowed, runUrl, other);
  }

  /** Also sets the status of the commit, {@code neonflow/preview}. */
  public GitHubReporter withCommitStatus() {
    return new GitHubReporter(api, author, deployments, true, ifAllowed, runUrl, other);
  }

  /** Says nothing of deployments and statuses that the token may not write. */
  public GitHubReporter whereAllowed() {
    return new GitHubReporter(api, author, deployments, commitStatus, true, runUrl, other);
  }

  /** Where the report goes if there is no pull request, or the token may not write there. */
  public GitHubReporter orElse(@Nullable Reporter reporter) {
    return new GitHubReporter(api, author, deployments, commitStatus, ifAllowed, runUrl, reporter);
  }

  @Override
  public String describe() {
    List<String> places = new ArrayList<>(List.of("a comment on GitHub"));
    if (deployments) {
      places.add("its deployments");
    }
    if (commitStatus) {
      places.add("the commit's status");
    }
    return String.join(", ", places);
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    GitHub known = GitHub.repository(api, report.subject().repository(), context);
    // A cancelled run ends within seconds, its report included.
    GitHub github = report.status() == WorkflowStatus.CANCELLED ? known.hurried() : known;
    List<String> notes = new ArrayList<>();
    Published published = null;
    Exception failure = null;
    try {
      published = comment(github, report, context);
    } catch (Exception e) {
      context.cancel().throwIfCancelled();
      if (e instanceof ConnectionLostException lost && lost.isUndone()) {
        throw e;
      }
      failure = e;
    }
    if (deployments) {
      besides(() -> new GitHubDeployments(github, report.subject(), runUrl).tell(report), notes);
    }
    if (commitStatus) {
      besides(() -> tellCommit(github, report), notes);
    }
    if (published == null) {
      throw Objects.requireNonNull(failure);
    }
    String note = published.note() == null ? "" : published.note();
    for (String more : notes) {
      note += (note.isEmpty() ? "" : "; ") + more;
    }
    return note.isEmpty() ? published : published.noting(note);
  }

  private Published comment(GitHub github, RunReport report, StepContext context) throws Exception {
    Integer number = report.subject().pullRequest();
    if (number == null) {
      return elsewhere("there is no pull request to comment on", report, context);
    }
    try {
      // That nothing is there is no news for a pull request that never heard of us.
      return new GitHubComments(github, number, author)
          .put(
              ReportMarker.begin(report.subject().key()),
              MarkdownReport.render(report, runUrl, null),
              !ReportSummary.saysRemoved(report));
    } catch (GitHubRefusedException e) {
      if (!e.isPermission()) {
        throw failure(e);
      }
      return elsewhere(e.getMessage() + ": " + e.next(), report, context);
    }
  }

  private Published elsewhere(String why, RunReport report, StepContext context) throws Exception {
    log.warn("no comment on GitHub: {}", why);
    return other == null ? Published.nowhere(why) : other.publish(report, context).noting(why);
  }

  private static RuntimeException failure(GitHubRefusedException e) {
    return e.status() == 401 || e.status() == 404 || e.status() == 410
        ? PreconditionException.state(String.valueOf(e.getMessage()), e.next(), e)
        : new ReportFailedException(String.valueOf(e.getMessage()), e.next(), e);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Does what is not worth failing for, not even if the time is over before it is done. */
  private void besides(Work work, List<String> notes) {
    try {
      work.run();
    } catch (GitHubRefusedException e) {
      if (ifAllowed && e.isPermission()) {
        log.debug("left out: {}; {}", e.getMessage(), e.next());
        return;
      }
      log.warn("{}; {}", e.getMessage(), e.next());
      notes.add(e.getMessage() + ": " + e.next());
    } catch (Exception e) {
      String what = "a part of the report did not get to GitHub: " + e.getMessage();
      log.warn("{}", what);
      notes.add(what);
    }
  }

  private void tellCommit(GitHub github, RunReport report) throws GitHubRefusedException {
    String commit = report.subject().commit();
    if (commit == null || !SHA.matcher(commit).matches() || ReportSummary.saysRemoved(report)) {
      return;
    }
    URI target = report.deployment().map(Deployment::url).orElse(runUrl);
    github.run(
        github
            .routes()
            .createCommitStatus(
                github.owner(),
                github.repo(),
                commit,
                new NewCommitStatus(
                    state(report.status()),
                    "neonflow/" + report.workflow(),
                    shortened(ReportSummary.headline(report)),
                    target == null ? null : target.toString())),
        "set the status of commit " + commit);
  }

  private static String state(WorkflowStatus status) {
    return switch (status) {
      case SUCCEEDED, DONE_WITH_LEFTOVERS, CLOSED -> "success";
      case FAILED -> "failure";
      case CANCELLED -> "error";
    };
  }

  /** GitHub's longest description. */
  static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= LONGEST_LINE
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_LINE - 3)) + "...";
  }

  /**
   * Those of the comments of the last 100 days, and of the newest 5,000.
   *
   * @throws ReportFailedException if GitHub does not tell
   */
  @Override
  public Set<String> standing(String prefix, StepContext context) throws Exception {
    Subject subject = context.subject();
    GitHub github = GitHub.repository(api, subject.repository(), context);
    String since =
        context.clock().instant().minus(SWEPT).truncatedTo(ChronoUnit.SECONDS).toString();
    try {
      List<Comment> comments =
          github.first(
              SWEPT_PAGES,
              page -> github.routes().allComments(github.owner(), github.repo(), since, page),
              "list the comments of " + subject.repository());
      Set<String> keys = new TreeSet<>();
      String me = author;
      for (Comment comment : comments) {
        String key = ReportMarker.standing(comment.body() == null ? "" : comment.body()).orElse("");
        if (key.startsWith(prefix) && !key.isEmpty()) {
          me = me == null ? GitHubComments.me(github) : me;
          if (comment.author().equalsIgnoreCase(me)) {
            keys.add(key);
          }
        }
      }
      return keys;
    } catch (GitHubRefusedException e) {
      throw failure(e);
    }
  }
}
