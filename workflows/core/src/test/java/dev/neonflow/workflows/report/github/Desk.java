package dev.neonflow.workflows.report.github;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reports;
import dev.neonflow.workflows.report.RunReport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A reporter in front of a fake GitHub with the open pull request 42. */
final class Desk implements AutoCloseable {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String MARKER = "<!-- neonflow:preview/silent-hall-1/acme/shop/pr-42 -->";
  static final String COMMENTS = "/repos/acme/shop/issues/42/comments";

  final FakeGitHub github = new FakeGitHub();
  final FakeContext context = FakeContext.forCommit(COMMIT);

  Desk() {
    github.pull(42, "open");
    context.skipsPauses = true;
  }

  GitHubReporter reporter() {
    return new GitHubReporter(github.api(), null, false, false, false, null, null);
  }

  Published publish(RunReport report) throws Exception {
    return reporter().publish(report, context);
  }

  static RunReport ready(String description) {
    return about(COMMIT, Reports.succeeded(42, description));
  }

  static RunReport about(String commit, RunReport report) {
    return new RunReport(
        report.workflow(),
        FakeContext.subject(42, commit),
        report.runId(),
        report.status(),
        report.outcomes(),
        report.left(),
        report.consoleUrl(),
        report.at(),
        report.took());
  }

  static RunReport gone() {
    RunReport report =
        Reports.report(FakeContext.subject(42, null), WorkflowStatus.SUCCEEDED, List.of());
    return new RunReport(
        "teardown",
        report.subject(),
        report.runId(),
        report.status(),
        List.of(),
        List.of(),
        URI.create("https://console.neon.tech/"),
        report.at(),
        Duration.ofSeconds(1));
  }

  List<FakeGitHub.Comment> marked() {
    return github.comments(42).stream().filter(one -> one.body().startsWith(MARKER)).toList();
  }

  @Override
  public void close() throws IOException {
    github.close();
    assertEquals(List.of(), github.violations);
  }
}
