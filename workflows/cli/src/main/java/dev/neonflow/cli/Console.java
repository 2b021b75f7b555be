package dev.neonflow.cli;

import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Shows a run while it goes on: one line for each step that ended, with how long it took. On a
 * terminal the steps that run are shown below, rewritten in place; elsewhere there is a sign of
 * life every 30 seconds. Thread-safe.
 */
public final class Console implements WorkflowListener, AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(30);
  private static final Duration FRAME = Duration.ofMillis(100);

  private final Terminal terminal;
  private final Clock clock;
  private final Ticker ticker;
  private final LiveSteps running = new LiveSteps();
  private int width = 10;
  private int frame;

  private Console(Terminal terminal, Clock clock, Ticker ticker) {
    this.terminal = terminal;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** Begins; {@link #close} ends the signs of life. */
  public static Console on(Terminal terminal) {
    return on(terminal, Clock.systemUTC(), Ticker.thread());
  }

  static Console on(Terminal terminal, Clock clock, Ticker ticker) {
    Console console = new Console(terminal, clock, ticker);
    if (terminal.isLive()) {
      ticker.every(FRAME, console::tick);
    } else {
      ticker.every(BEAT, console::beat);
    }
    return console;
  }

  @Override
  public synchronized void on(WorkflowEvent event) {
    if (event instanceof WorkflowEvent.RunStarted started) {
      width =
          started.plan().steps().stream()
              .filter(step -> step.runs() != Runs.WHEN_CLOSED)
              .map(PlannedStep::id)
              .filter(id -> !id.equals(Outputs.STEP))
              .mapToInt(String::length)
              .max()
              .orElse(width);
      terminal.group(heading(started.plan().workflow(), started.plan().subject()));
    } else if (event instanceof WorkflowEvent.RunProgress news) {
      terminal.line("  " + news.text());
    } else if (event instanceof WorkflowEvent.StepStarted started) {
      running.begun(started);
    } else if (event instanceof WorkflowEvent.StepProgress progress) {
      running.said(progress);
      if (terminal.verbose()) {
        terminal.line(line(progress.stepId(), "", progress.text()));
      }
    } else if (event instanceof WorkflowEvent.StepRetried retried) {
      String news =
          "attempt "
              + retried.attempt()
              + " failed ("
              + Failure.message(retried.cause())
              + "), next one in "
              + Durations.show(retried.pause());
      running.say(retried.stepId(), news);
      terminal.line(line(retried.stepId(), "", news));
    } else if (event instanceof WorkflowEvent.StepCompleted completed) {
      running.ended(completed.outcome().stepId());
      if (frame > 0) {
        draw();
      }
      outcome(completed.outcome());
    } else if (event instanceof WorkflowEvent.StepCompensated compensated) {
      outcome(compensated.outcome());
    } else if (event instanceof WorkflowEvent.RunCompleted completed) {
      running.clear();
      terminal.live(List.of());
      terminal.endGroup();
      terminal.line(
          completed.result().status().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " in "
              + Durations.show(completed.result().took()));
    }
  }

  /** Says that the steps that run are still running. */
  private synchronized void beat() {
    Instant now = clock.instant();
    for (LiveSteps.Step step : running.all()) {
      terminal.line(line(step.id(), step.elapsed(now), "still running: " + step.describe()));
    }
  }

  private synchronized void tick() {
    frame++;
    draw();
  }

  private void draw() {
    if (terminal.isLive()) {
      terminal
          .size()
          .map(size -> running.lines(clock.instant(), size, width, frame, terminal.unicode()))
          .ifPresent(terminal::live);
    }
  }

  @Override
  public synchronized void close() {
    ticker.close();
    running.clear();
    terminal.live(List.of());
  }

  private void outcome(StepOutcome<?> outcome) {
    String id = outcome.stepId();
    if (id.equals(Outputs.STEP) && !(outcome instanceof StepOutcome.Failed<?>)) {
      return;
    }
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      terminal.line(line(id, Durations.show(done.took()), OutputText.of(done.value())));
      if (done.value() instanceof RollbackLoss loss) {
        loss.details().forEach(detail -> terminal.line(line(id, "", "  " + detail)));
      }
      String more = OutputText.more(done.value());
      if (terminal.verbose() && !more.isEmpty()) {
        terminal.line(line(id, "", more));
      }
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      terminal.line(
          line(id, Durations.show(failed.took()), failed.cancelled() ? "cancelled" : "FAILED"));
    } else if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      terminal.line(line(id, "", "skipped: " + skipped.reason()));
    } else if (outcome instanceof StepOutcome.Compensated<?>) {
      terminal.line(line(id, "", "undone"));
    } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
      terminal.line(line(id, "", "NOT UNDONE: " + Failure.message(failed.cause())));
    }
  }

  private String line(String stepId, String took, String text) {
    return String.format("  %-" + width + "s  %8s  %s", stepId, took, text);
  }

  private static String heading(String workflow, Subject subject) {
    String what =
        subject
            .pullRequestNumber()
            .map(number -> "pull request " + number + " of " + subject.repository())
            .orElse(subject.key());
    return workflow + ": " + what + ", Neon project " + subject.projectId();
  }
}
