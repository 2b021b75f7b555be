package dev.neonflow.workflows.report;

import static dev.neonflow.workflows.report.MarkdownText.inline;
import static dev.neonflow.workflows.report.MarkdownText.lines;

import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.StagingRefreshed;
import dev.neonflow.workflows.branch.Times;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.util.List;

/**
 * A report as Markdown for a comment: shorter than 60,000 characters, its first line an invisible
 * marker. Foreign text in it shows as it is; it makes no links and calls nobody.
 */
public final class MarkdownReport {
  private static final int LONGEST = 59_000;
  private static final int ROWS = 50;
  private static final int CELL = 200;
  private static final int REASON = 6_000;

  private final RunReport report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(RunReport report) {
    this.report = report;
  }

  /** The report's text, ending with a line end. */
  public static String render(RunReport report) {
    return new MarkdownReport(report).render();
  }

  private String render() {
    line(ReportMarker.begin(report.subject().key()));
    line("### " + icon(report.status()) + " " + inline(ReportWords.headline(report), CELL));
    line("");
    if (report.status() != WorkflowStatus.CLOSED) {
      report.deployment().ifPresent(this::deployment);
      report.branch().ifPresent(this::branch);
      report.output(StagingRefreshed.class).ifPresent(this::refreshed);
    }
    listed("Removed", ReportWords.removed(report));
    listed("Was not there", ReportWords.absent(report));
    listed("Kept", ReportWords.kept(report));
    ReportWords.failures(report).forEach(this::failure);
    if (report.status() != WorkflowStatus.SUCCEEDED) {
      listed("Still there", report.left());
    }
    report.migration().ifPresent(this::migrations);
    steps();
    footer();
    return bounded();
  }

  private void deployment(Deployment deployment) {
    line(
        "**"
            + (report.workflow().equals("preview") ? "Preview" : "Application")
            + ":** <"
            + deployment.url()
            + "> ("
            + (deployment.created() ? "new" : "kept")
            + ")");
    line("");
  }

  private void branch(BranchRef branch) {
    String name = "**" + inline(branch.name(), CELL) + "**";
    String shown =
        report.consoleUrl() == null ? name : "[" + name + "](" + report.consoleUrl() + ")";
    String parent = branch.parent() == null ? "" : ", from " + inline(branch.parent(), CELL);
    String expiry =
        branch.expiresAt() == null
            ? ", does not expire"
            : ", expires " + Times.words(branch.expiresAt());
    line("**Branch:** " + shown + parent + expiry + " (" + inline(branch.reason(), CELL) + ")");
    line("");
  }

  private void refreshed(StagingRefreshed refreshed) {
    if (refreshed.preserved() != null) {
      line("**Refreshed:** " + inline(refreshed.words(), REASON));
      line("");
    }
  }

  private void failure(StepOutcome.Failed<?> failed) {
    line(
        "**"
            + inline(ReportWords.what(failed), CELL)
            + ":** "
            + lines(ReportWords.why(failed), REASON));
    line("");
    ReportWords.next(failed.cause())
        .ifPresent(
            next -> {
              line("**Next:** " + lines(next, REASON));
              line("");
            });
  }

  private void listed(String name, List<String> items) {
    if (!items.isEmpty()) {
      line("**" + name + ":** " + inline(String.join("; ", items), REASON));
      line("");
    }
  }

  private void migrations(MigrationReport migration) {
    if (migration.applied().isEmpty()) {
      String version = migration.versionAfter();
      line(
          "**Migrations** ("
              + inline(migration.tool(), CELL)
              + "): nothing reported as new"
              + (version == null ? "" : ", schema version " + inline(version, CELL)));
      line("");
      return;
    }
    line("**Migrations** (" + inline(migration.tool(), CELL) + ")");
    line("");
    line("| version | description | took |");
    line("|---|---|---|");
    migration.applied().stream()
        .limit(ROWS)
        .forEach(
            applied ->
                line(
                    "| "
                        + inline(applied.version(), CELL)
                        + " | "
                        + inline(applied.description(), CELL)
                        + " | "
                        + ReportWords.duration(applied.duration())
                        + " |"));
    more(migration.applied().size());
  }

  private void steps() {
    line("| step | outcome | took |");
    line("|---|---|---|");
    report.outcomes().stream()
        .limit(ROWS)
        .forEach(
            outcome ->
                line(
                    "| "
                        + inline(outcome.stepId(), CELL)
                        + " | "
                        + inline(ReportWords.outcome(outcome), CELL)
                        + " | "
                        + ReportWords.took(outcome)
                        + " |"));
    more(report.outcomes().size());
  }

  private void more(int rows) {
    line("");
    if (rows > ROWS) {
      line("... and " + (rows - ROWS) + " more");
      line("");
    }
  }

  private void footer() {
    String commit = report.subject().commit();
    line(
        "<sub>"
            + (commit == null ? "" : "commit " + inline(commit, CELL) + ", ")
            + "run "
            + inline(report.runId().value(), CELL)
            + ", "
            + Times.words(report.at())
            + ", took "
            + ReportWords.duration(report.took())
            + "</sub>");
  }

  private String bounded() {
    if (text.length() <= LONGEST) {
      return text.toString();
    }
    return text.substring(0, text.lastIndexOf("\n", LONGEST)) + "\n\n... (cut)\n";
  }

  private static String icon(WorkflowStatus status) {
    return switch (status) {
      case SUCCEEDED -> "✅";
      case DONE_WITH_LEFTOVERS -> "⚠️";
      case CLOSED -> "✅";
      case FAILED -> "❌";
      case CANCELLED -> "⏹️";
    };
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
