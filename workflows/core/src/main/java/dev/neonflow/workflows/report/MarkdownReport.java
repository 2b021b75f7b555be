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
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as Markdown for a comment: shorter than 60,000 characters, its first line an invisible
 * marker. Foreign text in it shows as it is; it makes no links and calls nobody. What is too long
 * loses tables and the picture first, never the status, the reasons and what to do next.
 */
public final class MarkdownReport {
  private static final int LONGEST = 59_000;

  /** What a job's summary takes, and more than anybody reads. */
  private static final int LONGEST_IN_A_FILE = 500_000;

  private static final int ROWS = 50;
  private static final int CELL = 200;
  private static final int FAILURES = 5;
  private static final int REASON = 4_000;
  private static final int NEXT = 1_500;
  private static final int NAMES = 2_000;
  private static final String UNFOLDED = "</details>\n\n";

  private final RunReport report;
  private final @Nullable URI runUrl;
  private final @Nullable String note;
  private final int longest;
  private StringBuilder text = new StringBuilder();

  private MarkdownReport(
      RunReport report, @Nullable URI runUrl, @Nullable String note, int longest) {
    this.report = report;
    this.runUrl = runUrl;
    this.note = note;
    this.longest = longest;
  }

  /** The report's text, ending with a line end. */
  public static String render(RunReport report) {
    return render(report, null, null);
  }

  /**
   * The report's text, ending with a line end.
   *
   * @param runUrl where the run's log is, or null
   * @param note what to say about the report itself, or null
   */
  public static String render(RunReport report, @Nullable URI runUrl, @Nullable String note) {
    return new MarkdownReport(report, runUrl, note, LONGEST).render();
  }

  /**
   * The report's text for a file, which may be as long as it is.
   *
   * @param note what to say about the report itself, or null
   */
  public static String inFile(RunReport report, @Nullable String note) {
    return new MarkdownReport(report, null, note, LONGEST_IN_A_FILE).render();
  }

  private String render() {
    line(ReportMarker.begin(report.subject().key()));
    line(ReportMarker.state(report));
    line("### " + icon(report.status()) + " " + inline(ReportWords.headline(report), CELL));
    line("");
    if (report.status() != WorkflowStatus.CLOSED) {
      report.deployment().ifPresent(this::deployment);
      report.branch().ifPresent(this::branch);
      report.output(StagingRefreshed.class).ifPresent(this::refreshed);
    }
    if (note != null) {
      line("> " + inline(note, NEXT));
      line("");
    }
    listed("Removed", ReportWords.removed(report));
    listed("Was not there", ReportWords.absent(report));
    listed("Kept", ReportWords.kept(report));
    failures();
    if (report.status() != WorkflowStatus.SUCCEEDED) {
      listed("Still there", report.left());
    }
    String head = taken();
    footer();
    String end = taken();
    report
        .output(RehearsalReport.class)
        .ifPresent(rehearsal -> text.append(RehearsalSection.markdown(rehearsal)));
    RestoreSection.of(report).markdown().forEach(this::line);
    report.migration().ifPresent(this::migrations);
    String migrations = taken();
    steps();
    String steps = taken();
    picture();
    String picture = taken();
    int room = longest - head.length() - end.length();
    String middle = fitting(migrations, room / 2);
    middle += schema((room - middle.length()) / 2) + folded();
    middle += fitting(steps, room - middle.length() - UNFOLDED.length());
    int rest = room - middle.length() - UNFOLDED.length();
    return head + middle + (picture.length() > rest ? "" : picture) + UNFOLDED + end;
  }

  private String schema(int room) {
    return report.output(SchemaDiff.class).map(d -> SchemaSection.markdown(d, room)).orElse("");
  }

  /** What was written since the last time. */
  private String taken() {
    String taken = text.toString();
    text = new StringBuilder();
    return taken;
  }

  private static String fitting(String section, int room) {
    String cut = "\n... (cut)\n\n";
    if (section.length() <= room) {
      return section;
    }
    int end = section.lastIndexOf("\n", Math.max(0, room - cut.length()));
    return end < 0 ? cut : section.substring(0, end) + cut;
  }

  private void deployment(Deployment deployment) {
    line(
        "**"
            + (report.workflow().equals("preview") ? "Preview URL" : "Application")
            + "** 🎈: <"
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
    line(
        "**Neon branch** 🐘: "
            + shown
            + parent
            + expiry
            + " ("
            + inline(branch.reason(), CELL)
            + ")");
    line("");
  }

  private void refreshed(StagingRefreshed refreshed) {
    if (refreshed.preserved() != null) {
      line("**Refreshed:** " + inline(refreshed.words(), NAMES));
      line("");
    }
  }

  private void failures() {
    List<StepOutcome.Failed<?>> failures = ReportWords.failures(report);
    failures.stream().limit(FAILURES).forEach(this::failure);
    if (failures.size() > FAILURES) {
      line("... and " + (failures.size() - FAILURES) + " more steps that failed");
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
              line("**Next:** " + lines(next, NEXT));
              line("");
            });
  }

  private void listed(String name, List<String> items) {
    if (!items.isEmpty()) {
      line("**" + name + ":** " + inline(String.join("; ", items), NAMES));
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
    // Not every tool has all of it.
    boolean described =
        migration.applied().stream().anyMatch(applied -> !applied.description().isBlank());
    boolean timed = migration.applied().stream().anyMatch(applied -> applied.duration() != null);
    line("| version |" + (described ? " description |" : "") + (timed ? " took |" : ""));
    line("|---|" + (described ? "---|" : "") + (timed ? "---|" : ""));
    migration.applied().stream()
        .limit(ROWS)
        .forEach(
            applied ->
                line(
                    "| "
                        + inline(applied.version(), CELL)
                        + " |"
                        + (described ? " " + inline(applied.description(), CELL) + " |" : "")
                        + (timed ? " " + ReportWords.duration(applied.duration()) + " |" : "")));
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

  /** Who only wants to click the preview need not read the steps. */
  private String folded() {
    int steps = report.outcomes().size();
    return "<details><summary>" + (steps == 1 ? "1 step" : steps + " steps") + "</summary>\n\n";
  }

  private void picture() {
    line("```mermaid");
    text.append(MermaidReport.render(report));
    line("```");
    line("");
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
            + run()
            + ", "
            + Times.words(report.at())
            + ", took "
            + ReportWords.duration(report.took())
            + "</sub>");
  }

  private String run() {
    String name = "run " + inline(report.runId().value(), CELL);
    return runUrl == null ? name : "[" + name + "](" + runUrl + ")";
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
