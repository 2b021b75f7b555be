package dev.neonflow.workflows.report;

import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.StagingRefreshed;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;

/** A report as plain text, a few lines long. */
public final class TextReport {
  private static final int ROWS = 20;

  private TextReport() {}

  /** The report's text, ending with a line end. */
  public static String render(RunReport report) {
    StringBuilder text = new StringBuilder(ReportWords.headline(report)).append('\n');
    report.deployment().ifPresent(app -> line(text, "preview", app.url().toString()));
    report
        .branch()
        .ifPresent(branch -> line(text, "branch", branch.name() + " (" + branch.reason() + ")"));
    report
        .output(StagingRefreshed.class)
        .filter(refreshed -> refreshed.preserved() != null)
        .ifPresent(refreshed -> line(text, "refreshed", refreshed.words()));
    report
        .output(RehearsalReport.class)
        .ifPresent(
            rehearsal ->
                RehearsalSection.lines(rehearsal).forEach(one -> line(text, "rehearsed", one)));
    RestoreSection.of(report).text((name, value) -> line(text, name, value));
    report.migration().ifPresent(migration -> migrations(text, migration));
    report
        .output(SchemaDiff.class)
        .ifPresent(d -> SchemaSection.lines(d, ROWS).forEach(said -> line(text, "schema", said)));
    ReportWords.removed(report).forEach(removed -> line(text, "removed", removed));
    ReportWords.absent(report).forEach(absent -> line(text, "not there", absent));
    ReportWords.kept(report).forEach(kept -> line(text, "kept", kept));
    ReportWords.failures(report)
        .forEach(
            failed -> {
              line(
                  text,
                  failed.cancelled() ? "cancelled" : "failed",
                  failed.stepId() + ": " + ReportWords.why(failed));
              ReportWords.next(failed.cause()).ifPresent(next -> line(text, "next", next));
            });
    if (report.status() != WorkflowStatus.SUCCEEDED) {
      report.left().forEach(left -> line(text, "left", left));
    }
    line(text, "took", ReportWords.duration(report.took()));
    return text.toString();
  }

  private static void migrations(StringBuilder text, MigrationReport migration) {
    migration.applied().stream()
        .limit(ROWS)
        .forEach(
            applied -> line(text, "migrated", applied.version() + " " + applied.description()));
    int more = migration.applied().size() - ROWS;
    if (more > 0) {
      line(text, "migrated", "... and " + more + " more");
    }
  }

  private static void line(StringBuilder text, String name, String value) {
    String column = "\n" + " ".repeat(12);
    text.append(String.format("  %-10s", name))
        .append(value.strip().replaceAll("\\R", column))
        .append('\n');
  }
}
