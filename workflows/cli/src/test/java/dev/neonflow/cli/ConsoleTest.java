package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeletedBranch;
import dev.neonflow.workflows.migrate.MigrationReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void stepThatEnded_isOneLineWithItsDuration() {
    show(Terminal.Style.PLAIN, new WorkflowEvent.StepCompleted(START, migrated()));
    assertEquals("  migration      1.5 s  flyway: applied 3 levels (schema 2 -> 3)\n", said());
  }

  @Test
  void migrationThatLeavesTheVersionAsItWas_isShownAllTheSame() {
    show(Terminal.Style.PLAIN, new WorkflowEvent.StepCompleted(START, migrated("3")));
    assertEquals("  migration      1.5 s  flyway: applied 3 levels (schema 3 -> 3)\n", said());
  }

  @Test
  void failedStep_isNamedHere_andExplainedAtTheEnd_skippedStepSaysWhy() {
    StepOutcome<?> failed =
        new StepOutcome.Failed<MigrationReport>(
            "migration", new MigrationFailedException("a\nb", "", null), Duration.ofSeconds(2));
    show(
        Terminal.Style.PLAIN,
        new WorkflowEvent.StepCompleted(START, failed),
        new WorkflowEvent.StepCompleted(
            START, new StepOutcome.Skipped<BranchRef>("deployment", "step migration failed")));
    assertTrue(said().contains("  migration      2.0 s  FAILED\n"), said());
    assertTrue(said().contains("skipped: step migration failed\n"), said());
  }

  @Test
  void longStep_givesASignOfLife_onlyWhileItRuns() {
    HandTicker time = new HandTicker();
    Duration half = Duration.ofSeconds(30);
    try (Console console = Console.on(terminal(Terminal.Style.PLAIN, false), time, time)) {
      time.pass(half);
      assertEquals("", said());
      console.on(new WorkflowEvent.StepStarted(START, "migration", "migrate with Flyway"));
      time.pass(half);
      assertEquals("  migration   1 min 0 s  still running: migrate with Flyway\n", said());
      console.on(new WorkflowEvent.StepCompleted(START, migrated()));
      said.reset();
      time.pass(half);
      assertEquals("", said());
    }
  }

  @Test
  void newsOfTheRun_areForEverybody() {
    show(Terminal.Style.PLAIN, new WorkflowEvent.RunProgress(START, "waiting: run 7"));
    assertEquals("  waiting: run 7\n", said());
  }

  @Test
  void progress_isForThoseWhoWantMore_quietShowsFailuresOnly() {
    WorkflowEvent progress = new WorkflowEvent.StepProgress(START, "migration", "half", 0.5);
    show(Terminal.Style.PLAIN, progress);
    assertEquals("", said());
    show(new Terminal.Style(false, false, true), progress);
    assertTrue(said().contains("half"), said());
    said.reset();
    Terminal quiet = terminal(new Terminal.Style(false, true, false), false);
    quiet.line("a step");
    quiet.failure("a failure");
    assertEquals("a failure\n", said());
  }

  @Test
  void gitHub_getsGroupsAndMasks_othersGetNeither() {
    Terminal gitHub = terminal(Terminal.Style.PLAIN, true);
    gitHub.group("preview");
    gitHub.mask("s%cret");
    gitHub.mask("");
    gitHub.endGroup();
    List<String> lines = said().lines().toList();
    assertEquals("::group::preview", lines.get(0));
    assertTrue(lines.containsAll(List.of("::add-mask::s%2525cret", "::add-mask::s%25cret")));
    assertFalse(lines.contains("::add-mask::"));
    assertEquals("::endgroup::", lines.get(lines.size() - 1));
    said.reset();
    Terminal plain = terminal(Terminal.Style.PLAIN, false);
    plain.mask("secret");
    plain.endGroup();
    assertEquals("", said());
  }

  @Test
  void color_isWrittenOnlyWhereItIsWanted() {
    terminal(new Terminal.Style(true, false, false), false).failure("x");
    assertTrue(said().contains("\u001b["), said());
    said.reset();
    terminal(Terminal.Style.PLAIN, false).failure("x");
    assertFalse(said().contains("\u001b["), said());
  }

  @Test
  void stepThatOnlyCollectsSecrets_isNotShown() {
    show(
        Terminal.Style.PLAIN,
        new WorkflowEvent.StepCompleted(
            START,
            new StepOutcome.Succeeded<>(
                Outputs.STEP, new DeletedBranch("br-a-1", "a", true), Duration.ofMillis(1))));
    assertEquals("", said());
  }

  private static StepOutcome<?> migrated() {
    return migrated("2");
  }

  private static StepOutcome<?> migrated(String versionBefore) {
    MigrationReport report =
        new MigrationReport(
            "flyway",
            List.of(new MigrationReport.Applied("3", "levels", null)),
            versionBefore,
            "3",
            Duration.ofSeconds(1));
    return new StepOutcome.Succeeded<>("migration", report, Duration.ofMillis(1500));
  }

  private void show(Terminal.Style style, WorkflowEvent... events) {
    try (Console console = Console.on(terminal(style, false))) {
      for (WorkflowEvent event : events) {
        console.on(event);
      }
    }
  }

  private Terminal terminal(Terminal.Style style, boolean gitHub) {
    return new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), style, gitHub);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
