package dev.neonflow.cli;

import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while it goes on: one line for each step with how long it took, and a sign of life
 * every 30 seconds in between. Thread-safe.
 */
public final class Console implements WorkflowListener, AutoCloseable {

  private static final Duration BEAT = Duration.ofSeconds(30);

  private final Terminal terminal;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private int width = 10;
  private @Nullable WorkflowEvent running;

  private Console(Terminal terminal, Clock clock, ScheduledExecutorService timer) {
    this.terminal = terminal;
    this.clock = clock;
    this.timer = timer;
  }

  /** Begins; {@link #close} ends the signs of life. */
  public static Console on(Terminal terminal) {
    return on(terminal, Clock.systemUTC());
  }

  static Console on(Terminal terminal, Clock clock) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            action -> {
              Thread thread = new Thread(action, "neonflow-console");
              thread.setDaemon(true);
              return thread;
            });
    Console console = new Console(terminal, clock, timer);
    var unused =
        timer.scheduleAtFixedRate(
            console::beat, BEAT.toSeconds(), BEAT.toSeconds(), TimeUnit.SECONDS);
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
    } else if (event instanceof WorkflowEvent.StepStarted) {
      running = event;
    } else if (event instanceof WorkflowEvent.StepProgress progress) {
      if (terminal.verbose()) {
        terminal.line(line(progress.stepId(), "", progress.text()));
      }
    } else if (event instanceof WorkflowEvent.StepRetried retried) {
      terminal.line(
          line(
              retried.stepId(),
              "",
              "attempt "
                  + retried.attempt()
                  + " failed ("
                  + Failure.message(retried.cause())
                  + "), next one in "
                  + Durations.show(retried.pause())));
    } else if (event instanceof WorkflowEvent.StepCompleted completed) {
      running = null;
      outcome(completed.outcome());
    } else if (event instanceof WorkflowEvent.StepCompensated compensated) {
      outcome(compensated.outcome());
    } else if (event instanceof WorkflowEvent.RunCompleted completed) {
      running = null;
      terminal.endGroup();
      terminal.line(
          completed.result().status().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " in "
              + Durations.show(completed.result().took()));
    }
  }

  /** Says that the step that runs is still running. */
  synchronized void beat() {
    if (running instanceof WorkflowEvent.StepStarted step) {
      Instant now = clock.instant();
      terminal.line(
          line(
              step.stepId(),
              Durations.show(Duration.between(step.at(), now)),
              "still running: " + step.describe()));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void outcome(StepOutcome<?> outcome) {
    String id = outcome.stepId();
    if (id.equals(Outputs.STEP) && !(outcome instanceof StepOutcome.Failed<?>)) {
      return;
    }
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      terminal.line(line(id, Durations.show(done.took()), OutputText.of(done.value())));
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
