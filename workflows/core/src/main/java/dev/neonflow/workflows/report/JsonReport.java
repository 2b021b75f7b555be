package dev.neonflow.workflows.report;

import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as one JSON object for other programs; what there is not is left out. */
public final class JsonReport {
  private static final int SCHEMA_VERSION = 1;

  private JsonReport() {}

  /** What a rehearsal measured, as the report has it under {@code rehearsal}. */
  public static Map<String, Object> rehearsal(RehearsalReport rehearsal) {
    return RehearsalSection.json(rehearsal);
  }

  /** The report's text. */
  public static String render(RunReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema_version", SCHEMA_VERSION);
    json.put("workflow", report.workflow());
    json.put("key", report.subject().key());
    put(json, "pull_request", report.subject().pullRequest());
    put(json, "commit", report.subject().commit());
    json.put("run_id", report.runId().value());
    json.put("status", report.status().name().toLowerCase(Locale.ROOT));
    json.put("headline", ReportWords.headline(report));
    json.put("at", report.at().toString());
    json.put("took_ms", report.took().toMillis());
    report.deployment().ifPresent(app -> json.put("preview_url", app.url().toString()));
    put(json, "console_url", report.consoleUrl());
    report.branch().ifPresent(branch -> json.put("branch", branch(branch)));
    report
        .output(RehearsalReport.class)
        .ifPresent(measured -> json.put("rehearsal", rehearsal(measured)));
    report.migration().ifPresent(migration -> json.put("migration", migration(migration)));
    report
        .output(SchemaDiff.class)
        .ifPresent(diff -> json.put("schema_diff", SchemaSection.json(diff)));
    RestoreSection.of(report).json(json);
    json.put("steps", report.outcomes().stream().map(JsonReport::step).toList());
    json.put("removed", ReportWords.removed(report));
    json.put("left", report.left());
    return JsonTree.print(json);
  }

  private static Map<String, Object> branch(BranchRef branch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", branch.branchId());
    json.put("name", branch.name());
    put(json, "parent", branch.parent());
    put(json, "expires_at", branch.expiresAt());
    json.put("created", branch.created());
    json.put("reason", branch.reason());
    return json;
  }

  private static Map<String, Object> migration(MigrationReport migration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tool", migration.tool());
    put(json, "version_before", migration.versionBefore());
    put(json, "version_after", migration.versionAfter());
    json.put("applied", migration.applied().stream().map(JsonReport::applied).toList());
    return json;
  }

  private static Map<String, Object> applied(MigrationReport.Applied applied) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", applied.version());
    json.put("description", applied.description());
    put(json, "took_ms", millis(applied.duration()));
    return json;
  }

  private static Map<String, Object> step(StepOutcome<?> outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", outcome.stepId());
    json.put("outcome", ReportWords.outcome(outcome));
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      put(json, "took_ms", millis(done.took()));
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      put(json, "took_ms", millis(failed.took()));
      json.put("reason", ReportWords.why(failed));
      ReportWords.next(failed.cause()).ifPresent(next -> json.put("next", next));
    }
    return json;
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof Number ? value : value.toString());
    }
  }
}
