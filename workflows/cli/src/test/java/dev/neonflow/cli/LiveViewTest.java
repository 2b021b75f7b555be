package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.branch.DeletedBranch;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The steps that run, at the end of a terminal. */
class LiveViewTest {

  private static final Duration FRAME = Duration.ofMillis(100);
  private final HandTicker time = new HandTicker();
  private final SmallScreen screen = new SmallScreen(40);
  private final LiveLines lines = new LiveLines(screen);
  private final PrintStream err = new PrintStream(lines, true, StandardCharsets.UTF_8);
  private Tty.Size size = new Tty.Size(40, 10);

  @Test
  void runningStep_isRewrittenInPlace_andTheCursorIsNeverHidden() {
    try (Console console = console(false)) {
      console.on(begun("migration", "migrate with Flyway"));
      time.pass(FRAME);
      time.pass(FRAME);
      assertEquals(
          "/ migration      0.1 s  migrate with...<CR><CR><ESC>[J"
              + "- migration      0.2 s  migrate with...<CR>",
          screen.bytes());
    }
    assertEquals(List.of(""), screen.lines());
  }

  @Test
  void stepThatEnds_staysAsAPlainLine_aboveThoseThatRun() {
    try (Console console = console(true)) {
      console.on(begun("branch", "make a branch"));
      console.on(begun("migration", "migrate"));
      time.pass(FRAME);
      assertEquals(2, screen.lines().size(), screen.bytes());
      console.on(progress("migration", "V3 of 7", 0.42));
      console.on(deleted("branch"));
      time.pass(FRAME);
      List<String> shown = screen.lines();
      assertEquals(2, shown.size(), screen.bytes());
      assertTrue(shown.get(0).startsWith("  branch         1.5 s  "), screen.bytes());
      assertEquals("⠹ migration      0.2 s  42 % V3 of 7", shown.get(1));
    }
    assertEquals(2, screen.lines().size());
    assertEquals("", screen.lines().get(1), "a clean line is left");
  }

  @Test
  void longAndStrangeText_isNeverWrapped_andCommandsNothing() {
    try (Console console = console(true)) {
      console.on(begun("migration", "x"));
      for (String news :
          List.of(
              "a".repeat(200),
              "中文".repeat(40),
              "👍🏽e\u0301".repeat(30),
              "\u001b[2J\r\n\t\u202e\u0007")) {
        console.on(progress("migration", news, -1));
        time.pass(FRAME);
        assertEquals(1, screen.lines().size(), screen.bytes());
      }
      assertFalse(screen.bytes().contains("\u0007"), screen.bytes());
      assertFalse(screen.bytes().contains("<ESC>[2J"), screen.bytes());
      size = new Tty.Size(1, 1);
      time.pass(FRAME);
      assertEquals(1, screen.lines().size(), screen.bytes());
    }
  }

  @Test
  void wideCharacters_countTwice() {
    assertEquals("中文…", Columns.cut("中文中文", 6, "…"));
    assertEquals("中文中", Columns.cut("中文中", 6, "…"));
    assertEquals("ab...", Columns.cut("abcdef", 5, "..."));
    assertEquals("..", Columns.cut("abcdef", 2, "..."));
    assertEquals("", Columns.cut("abcdef", 0, "…"));
  }

  @Test
  void moreStepsThanRows_areCounted() {
    size = new Tty.Size(40, 4);
    try (Console console = console(false)) {
      for (int i = 1; i <= 5; i++) {
        console.on(begun("step-" + i, "x"));
      }
      time.pass(FRAME);
      List<String> shown = screen.lines();
      assertEquals(3, shown.size(), screen.bytes());
      assertEquals("/ and 3 more", shown.get(2));
    }
  }

  @Test
  void linesOfOthers_comeAbove_alsoThoseThatAreNotComplete() {
    try (Console console = console(false)) {
      console.on(begun("migration", "x"));
      time.pass(FRAME);
      err.println("a warning of the log");
      assertEquals("a warning of the log", screen.lines().get(0));
      assertEquals(2, screen.lines().size(), screen.bytes());
      err.print("Password: ");
      err.flush();
      time.pass(FRAME);
      assertEquals(List.of("a warning of the log", "Password:"), screen.lines());
      err.println();
      time.pass(FRAME);
      assertTrue(screen.lines().get(2).startsWith("\\ migration"), screen.bytes());
    }
  }

  @Test
  void endOfTheProcess_leavesACleanLine_whateverIsToldAfterwards() {
    try (Console console = console(false)) {
      console.on(begun("migration", "x"));
      time.pass(FRAME);
      lines.end();
      assertEquals(List.of(""), screen.lines());
      time.pass(FRAME);
      assertEquals(List.of(""), screen.lines());
      err.println("neonflow: interrupted");
      assertEquals(List.of("neonflow: interrupted", ""), screen.lines());
    }
  }

  @Test
  void brokenStep_leavesACleanLine() {
    try (Console console = console(false)) {
      console.on(begun("migration", "x"));
      time.pass(FRAME);
    }
    err.println("neonflow: it failed");
    assertEquals(List.of("neonflow: it failed", ""), screen.lines());
  }

  @Test
  void quiet_showsNothing() {
    Terminal.Style quiet = new Terminal.Style(true, true, false);
    Terminal terminal = new Terminal(err, quiet, false, live(true));
    try (Console console = Console.on(terminal, time, time)) {
      console.on(begun("migration", "x"));
      time.pass(Duration.ofMinutes(2));
    }
    assertEquals("", screen.bytes());
  }

  @Test
  void terminal_getsNoHeartbeats_aStreamGetsThemForEachStep() {
    try (Console console = console(false)) {
      console.on(begun("migration", "x"));
      time.pass(Duration.ofSeconds(30));
      assertFalse(screen.bytes().contains("still running"), screen.bytes());
    }
    screen.reset();
    Terminal plain = new Terminal(err, Terminal.Style.PLAIN, false);
    try (Console console = Console.on(plain, time, time)) {
      console.on(new WorkflowEvent.StepStarted(time.instant(), "branch", "a"));
      console.on(new WorkflowEvent.StepStarted(time.instant(), "migration", "b"));
      time.pass(FRAME);
      assertEquals("", screen.bytes());
      time.pass(Duration.ofSeconds(30));
      assertEquals(
          "  branch          30 s  still running: a\n  migration       30 s  still running: b\n",
          screen.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }
  }

  private Console console(boolean unicode) {
    return Console.on(new Terminal(err, Terminal.Style.PLAIN, false, live(unicode)), time, time);
  }

  private Terminal.Live live(boolean unicode) {
    return new Terminal.Live(lines, () -> Optional.of(size), unicode);
  }

  private static WorkflowEvent begun(String id, String describe) {
    return new WorkflowEvent.StepStarted(HandTicker.START, id, describe);
  }

  private static WorkflowEvent progress(String id, String text, double fraction) {
    return new WorkflowEvent.StepProgress(HandTicker.START, id, text, fraction);
  }

  private static WorkflowEvent deleted(String id) {
    DeletedBranch branch = new DeletedBranch("br-a-1", "a", true);
    return new WorkflowEvent.StepCompleted(
        HandTicker.START, new StepOutcome.Succeeded<>(id, branch, Duration.ofMillis(1500)));
  }
}
