package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.deploy.DestroyedDeployment;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownReportTest {

  @Test
  void success_saysWhereWhatAndHowLong() {
    assertEquals(
        """
        <!-- neonflow:preview/silent-hall-1/acme/shop/pr-42 -->
        <!-- neonflow-state:standing -->
        ### ✅ Preview for pull request 42: ready

        **Preview URL** 🎈: <http://127.0.0.1:8080/> (new)

        **Neon branch** 🐘: \
        [**preview/pr-42**](https://console.neon.tech/app/projects/p/branches/br-a-1), from main, expires 2026-01-09 03:04 UTC (new)

        **Migrations** (flyway)

        | version | description | took |
        |---|---|---|
        | 7 | add price | 12 ms |

        <details><summary>3 steps</summary>

        | step | outcome | took |
        |---|---|---|
        | branch | done | 350 ms |
        | migrate | done | 2.4 s |
        | deploy | done | 1 min 5 s |

        ```mermaid
        flowchart LR
          start(["preview"])
          start --> s1["branch<br/>done, 350 ms"]:::done
          s1 --> s2["migrate<br/>done, 2.4 s"]:::done
          s2 --> s3["deploy<br/>done, 1 min 5 s"]:::done
          classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328
          classDef failed fill:#ffebe9,stroke:#cf222e,color:#1f2328
          classDef skipped fill:#f6f8fa,stroke:#818b98,color:#59636e
        ```

        </details>

        <sub>commit c0ffee, run run-1, 2026-01-02 03:04 UTC, took 5.0 s</sub>
        """,
        MarkdownReport.render(Reports.succeeded(42, "add price")));
  }

  @Test
  void toolThatTellsNoMoreThanNames_hasNoEmptyColumns() {
    MigrationReport names =
        new MigrationReport(
            "django",
            List.of(new MigrationReport.Applied("shop.0001_initial", "", null)),
            null,
            null,
            Duration.ofSeconds(1));
    String text =
        MarkdownReport.render(
            Reports.report(
                FakeContext.subject(1, "c0ffee"),
                WorkflowStatus.SUCCEEDED,
                List.of(new StepOutcome.Succeeded<>("migrate", names, Duration.ofSeconds(1)))));
    assertTrue(text.contains("| version |\n|---|\n| shop.0001"), text);
  }

  @Test
  void noteAboutTheReport_comesAfterTheWayToThePreview() {
    String text =
        MarkdownReport.render(Reports.succeeded(42, "add price"), null, "the token may not write");
    int note = text.indexOf("> the token may not write");
    assertTrue(text.indexOf("🎈") < note && text.indexOf("🐘") < note, text);
    assertTrue(note < text.indexOf("**Migrations**"), text);
  }

  @Test
  void failure_saysWhyWhatIsLeftAndWhatNext() {
    String text = MarkdownReport.render(Reports.failed("V7 failed:\nno such column"));
    assertTrue(text.contains("❌ Preview for pull request 42: failed at migrate"), text);
    assertTrue(text.contains("**migrate failed:** V7 failed:<br>no such column"), text);
    assertTrue(text.contains("**Next:** correct it and run again"), text);
    assertTrue(text.contains("**Still there:** branch preview/pr-42"), text);
    assertTrue(text.contains("| deploy | skipped: migrate failed |  |"), text);
  }

  @Test
  void foreignText_keepsTableAndCallsNobody() {
    String nasty = "a|b `c` @team #12\n<img src=x> [x](http://evil) <!-- neonflow:other -->";
    String text = MarkdownReport.render(Reports.succeeded(42, nasty));
    assertFalse(text.contains("@team"), text);
    assertFalse(text.contains("#12"), text);
    assertFalse(text.contains("<img"), text);
    assertTrue(text.contains("\\[x\\](http:\u200b//evil)"), text);
    assertFalse(text.contains("<!-- neonflow:other"), text);
    assertTrue(text.contains("| 7 | a\\|b \\`c\\` @\u200bteam"), text);
  }

  @Test
  void tooMuchOfEverything_staysBelowTheLimitOfComments() {
    MigrationReport.Applied applied =
        new MigrationReport.Applied("|".repeat(999), "<".repeat(999), Duration.ZERO);
    MigrationReport migration =
        new MigrationReport("x", Collections.nCopies(9999, applied), null, null, Duration.ZERO);
    StepOutcome<MigrationReport> done =
        new StepOutcome.Succeeded<>("s".repeat(999), migration, Duration.ZERO);
    List<StepOutcome<?>> outcomes = Collections.nCopies(999, done);
    RunReport report =
        Reports.report(FakeContext.subject(1, null), WorkflowStatus.CANCELLED, outcomes);
    assertTrue(MarkdownReport.render(report).length() < 60_000);
    assertTrue(MarkdownReport.render(Reports.failed("@".repeat(99_999))).length() < 60_000);
    assertTrue(MarkdownReport.render(report).endsWith("took 5.0 s</sub>\n"));
  }

  @Test
  void manyLongFailures_keepMarkerStatusAndWhatToDoNext() {
    Exception cause =
        PreconditionException.state("&".repeat(99_999), "do this " + "&".repeat(99_999), null);
    List<StepOutcome<?>> outcomes = new ArrayList<>();
    MigrationReport.Applied applied =
        new MigrationReport.Applied("|".repeat(999), "<".repeat(999), Duration.ZERO);
    outcomes.add(
        new StepOutcome.Succeeded<>(
            "migrate",
            new MigrationReport("x", Collections.nCopies(99, applied), null, null, Duration.ZERO),
            Duration.ZERO));
    outcomes.addAll(
        Collections.nCopies(
            99, new StepOutcome.Failed<MigrationReport>("s".repeat(999), cause, Duration.ZERO)));
    String text =
        MarkdownReport.render(
            Reports.report(FakeContext.subject(42, null), WorkflowStatus.FAILED, outcomes),
            URI.create("https://github.com/acme/shop/actions/runs/1"),
            "@".repeat(99_999));
    assertTrue(text.length() < 60_000, "" + text.length());
    assertTrue(text.startsWith(ReportMarker.begin(FakeContext.subject(42, null).key())));
    assertTrue(text.contains("**Next:** do this"));
    assertTrue(text.contains("... and 94 more steps that failed"));
    assertTrue(text.contains("... (cut)\n"));
    assertFalse(text.contains("mermaid"));
    assertTrue(text.contains("\n</details>\n"), "what is folded ends");
    assertTrue(text.contains("[run run-1](https://github.com/acme/shop/actions/runs/1)"));
  }

  @Test
  void longTable_saysHowManyMore() {
    MigrationReport.Applied applied = new MigrationReport.Applied("1", "a", null);
    MigrationReport migration =
        new MigrationReport("x", Collections.nCopies(53, applied), null, null, Duration.ZERO);
    List<StepOutcome<?>> outcomes =
        List.of(new StepOutcome.Succeeded<>("migrate", migration, Duration.ZERO));
    String text =
        MarkdownReport.render(
            Reports.report(FakeContext.subject(1, null), WorkflowStatus.SUCCEEDED, outcomes));
    assertTrue(text.contains("... and 3 more"), text);
  }

  @Test
  void plainText_saysTheSameShortly() {
    assertEquals(
        """
        Preview for pull request 42: failed at migrate
          branch    preview/pr-42 (new)
          failed    migrate: V7 failed:
                    no such column
          next      correct it and run again
          left      branch preview/pr-42
          took      5.0 s
        """,
        TextReport.render(Reports.failed("V7 failed:\nno such column")));
  }

  @Test
  void cancelledWhileTheBranchIsMade_saysThatThereMayBeOne() {
    Exception cancelled = new WorkflowCancelledException("cancelled: SIGINT", "run it again", null);
    String text = rendered(cancelled);
    assertTrue(
        text.contains(
            "**Still there:** perhaps branch preview/pr-42-feature, whose step did not end"),
        text);
    assertTrue(text.contains("**branch cancelled:** SIGINT"), text);
    assertTrue(text.contains("| branch | cancelled |"), text);
    Exception refused = PreconditionException.state("in the way", "rename it", null);
    assertFalse(rendered(refused).contains("Still there"), "nothing was written");
  }

  @Test
  void teardown_namesWhatWasNotThereAndWhatStaysApartFromWhatItRemoved() {
    RunReport report =
        Reports.report(
            FakeContext.subject(42, null),
            WorkflowStatus.SUCCEEDED,
            List.of(
                new StepOutcome.Succeeded<>(
                    "destroy", new DestroyedDeployment("process", "pr-42", false), Duration.ZERO),
                new StepOutcome.Succeeded<>(
                    "branch",
                    new DeletedBranch("br-1", "preview/pr-42", true, List.of("twin"), null),
                    Duration.ZERO),
                new StepOutcome.Succeeded<>(
                    "other",
                    new DeletedBranch(null, "mine", false, List.of(), "branch mine stays"),
                    Duration.ZERO)));
    String text = MarkdownReport.render(report);
    assertTrue(text.contains("**Removed:** branch preview/pr-42; branch twin\n"), text);
    assertTrue(text.contains("**Was not there:** deployment pr-42 (process)\n"), text);
    assertTrue(text.contains("**Kept:** branch mine stays\n"), text);
    String plain = TextReport.render(report);
    assertTrue(plain.contains("  removed   branch twin\n  not there deployment pr-42"), plain);
    assertTrue(plain.contains("  kept      branch mine stays\n"), plain);
  }

  private static String rendered(Exception cause) {
    return MarkdownReport.render(
        Reports.report(
            FakeContext.subject(42, null),
            WorkflowStatus.CANCELLED,
            List.of(new StepOutcome.Failed<BranchRef>("branch", cause, Duration.ZERO))));
  }
}
