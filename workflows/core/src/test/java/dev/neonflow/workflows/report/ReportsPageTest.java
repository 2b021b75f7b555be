package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The reports in the documents are those of the code; {@code -Dneonflow.write=true} writes them.
 */
class ReportsPageTest {
  private static final Path PAGE = Path.of("../../docs/reports.md");
  private static final Instant AT = Instant.parse("2026-11-22T09:30:00Z");
  private static final Subject SUBJECT =
      new Subject(
          "preview/silent-hall-60879203/acme/shop/pr-42",
          "silent-hall-60879203",
          "acme/shop",
          42,
          "add-prices",
          "4f1c2d9a7b3e5f60718293a4b5c6d7e8f9012345");
  private static final URI RUN = URI.create("https://github.com/acme/shop/actions/runs/1234567890");

  private enum Kind {
    FIRST,
    RERUN,
    RESET,
    FAILED,
    CANCELLED,
    CLOSED,
    REMOVED,
    FORK,
    SCHEMA
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void documentedReport_isWhatTheCodeWrites(Kind kind) throws IOException {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    String begin = "<!-- report " + name + ": written by ReportsPageTest -->\n````markdown\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf("````\n", from);
    assertTrue(page.contains(begin) && to > from - 1, name + " is not in " + PAGE);
    String text = rendered(kind);
    if (Boolean.getBoolean("neonflow.write")) {
      Files.writeString(PAGE, page.substring(0, from) + text + page.substring(to));
    } else {
      assertEquals(
          text,
          page.substring(from, to),
          "docs/reports.md is not up to date; write it with mvn test -pl workflows/core"
              + " -Dtest=ReportsPageTest -Dneonflow.write=true");
    }
  }

  private static String rendered(Kind kind) {
    BranchRef created = branch(BranchRef.Origin.CREATED, "new");
    BranchRef reused = branch(BranchRef.Origin.REUSED, "kept: an earlier run made it");
    BranchRef reset =
        branch(BranchRef.Origin.RESET, "reset: V7__add_price.sql was changed after it was applied");
    StepOutcome<MigrationReport> migrated =
        done("migration", migrations("7", "add price", "8", "index orders by day"), 2400);
    return switch (kind) {
      case FIRST ->
          text(WorkflowStatus.SUCCEEDED, null, done("branch", created, 2100), migrated, app(true));
      case RERUN ->
          text(
              WorkflowStatus.SUCCEEDED,
              null,
              done("branch", reused, 400),
              done("migration", migrations(), 310),
              app(false));
      case RESET ->
          text(WorkflowStatus.SUCCEEDED, null, done("branch", reset, 1900), migrated, app(true));
      case FAILED -> text(WorkflowStatus.FAILED, null, failed(created).toArray(StepOutcome[]::new));
      case CANCELLED ->
          text(WorkflowStatus.CANCELLED, null, cancelled(created).toArray(StepOutcome[]::new));
      case CLOSED -> text(WorkflowStatus.CLOSED, null, removed(created));
      case REMOVED -> teardown();
      case FORK ->
          text(
              WorkflowStatus.SUCCEEDED,
              "GitHub did not comment on pull request 42: 403 (Resource not accessible by"
                  + " integration): the workflow's permissions need issues: write or pull-requests:"
                  + " write; a fork's token never has it",
              done("branch", created, 2100),
              migrated,
              app(true));
      case SCHEMA ->
          text(
              WorkflowStatus.SUCCEEDED,
              null,
              done("branch", reused, 400),
              migrated,
              done("schema-diff", SchemaDiffs.afterMainMovedOn(), 3100),
              app(false));
    };
  }

  private static List<StepOutcome<?>> failed(BranchRef branch) {
    Exception cause =
        new MigrationFailedException(
            "V8__index_orders_by_day.sql (version 8) failed at line 3:"
                + " ERROR: column \"day\" does not exist (SQLSTATE 42703)",
            "correct the migration and run again; if it was done in part, make the preview's branch"
                + " anew: neonflow preview down --pr 42, then up --pr 42",
            null);
    return List.of(
        done("branch", branch, 2100),
        new StepOutcome.Failed<MigrationReport>("migration", cause, Duration.ofMillis(830)),
        new StepOutcome.Skipped<Deployment>("deployment", "migration failed"));
  }

  private static List<StepOutcome<?>> cancelled(BranchRef branch) {
    Exception cause =
        new WorkflowCancelledException("cancelled: interrupted", "run it again", null);
    return List.of(
        done("branch", branch, 2100),
        new StepOutcome.Failed<MigrationReport>("migration", cause, Duration.ofMillis(1200)),
        new StepOutcome.Skipped<Deployment>("deployment", "cancelled"));
  }

  private static StepOutcome<?>[] removed(BranchRef branch) {
    return new StepOutcome<?>[] {
      done("branch", branch, 2100),
      new StepOutcome.Skipped<MigrationReport>("migration", "pull request 42 is closed"),
      new StepOutcome.Skipped<Deployment>("deployment", "pull request 42 is closed"),
      done("delete-branch", new DeletedBranch(branch.branchId(), branch.name(), true), 700)
    };
  }

  private static String teardown() {
    List<StepOutcome<?>> outcomes =
        List.of(
            done(
                "destroy-deployment",
                new DestroyedDeployment("fly", "pr-42-shop-1a2b3c4d", true),
                1500),
            done(
                "delete-branch",
                new DeletedBranch("br-calm-sun-1", "preview/pr-42-add-prices", true),
                700));
    return MarkdownReport.render(report("teardown", WorkflowStatus.SUCCEEDED, outcomes), RUN, null);
  }

  private static String text(WorkflowStatus status, String note, StepOutcome<?>... outcomes) {
    return MarkdownReport.render(report("preview", status, List.of(outcomes)), RUN, note);
  }

  private static RunReport report(
      String workflow, WorkflowStatus status, List<StepOutcome<?>> outcomes) {
    URI console =
        URI.create(
            "https://console.neon.tech/app/projects/silent-hall-60879203/branches/br-calm-sun-1");
    return new RunReport(
        workflow,
        SUBJECT,
        new RunId("7d0c6f5e"),
        status,
        outcomes,
        Leftovers.of(Reports.plan(SUBJECT), outcomes),
        console,
        AT,
        Duration.ofMillis(31_400));
  }

  private static <O extends Record> StepOutcome<O> done(String step, O output, long millis) {
    return new StepOutcome.Succeeded<>(step, output, Duration.ofMillis(millis));
  }

  private static StepOutcome<Deployment> app(boolean created) {
    URI url = URI.create("https://pr-42-shop-1a2b3c4d.fly.dev");
    return done(
        "deployment",
        new Deployment("fly", "pr-42-shop-1a2b3c4d", url, created, !created, ""),
        created ? 26_000 : 900);
  }

  private static MigrationReport migrations(String... versionsAndWords) {
    List<MigrationReport.Applied> applied = new ArrayList<>();
    for (int i = 0; i < versionsAndWords.length; i += 2) {
      applied.add(
          new MigrationReport.Applied(
              versionsAndWords[i], versionsAndWords[i + 1], Duration.ofMillis(40)));
    }
    return new MigrationReport("flyway", applied, "6", "8", Duration.ofSeconds(1));
  }

  private static BranchRef branch(BranchRef.Origin origin, String reason) {
    return new BranchRef(
        "br-calm-sun-1",
        "preview/pr-42-add-prices",
        origin,
        "main",
        "ep-calm-sun-1",
        "ep-calm-sun-1.eu-central-1.aws.neon.tech",
        "neondb",
        "neondb_owner",
        AT.plus(Duration.ofDays(7)),
        reason);
  }
}
