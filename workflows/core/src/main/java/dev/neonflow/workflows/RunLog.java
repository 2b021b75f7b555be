package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.internal.Interpreter.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run so far. The same log always leads to the same next action, in whatever
 * process it is read. Immutable and thread-safe.
 *
 * @param plan what was asked for
 * @param runId which run
 * @param began when it began
 * @param history all outcomes in the order in which they happened; a step that was undone has two
 * @param stop why the run is to end before its plan is done, or null if it goes on
 * @param closed whether its pull request turned out to be closed
 */
public record RunLog(
    Plan plan,
    RunId runId,
    Instant began,
    List<StepOutcome<?>> history,
    @Nullable Stop stop,
    boolean closed) {

  /** Copies the list. */
  public RunLog {
    history = List.copyOf(history);
  }

  /** Nothing happened yet. */
  public static RunLog begin(Plan plan, RunId runId, Instant began) {
    return new RunLog(plan, runId, began, List.of(), null, false);
  }

  /** The same after this, too. */
  public RunLog plus(StepOutcome<?> outcome) {
    List<StepOutcome<?>> more = new ArrayList<>(history);
    more.add(outcome);
    return new RunLog(plan, runId, began, more, stop, closed);
  }

  /**
   * The same after this, too, which another process told. A step or an undo that was cancelled
   * there, was so for the reason that this run is to end.
   *
   * @param outcome as {@link #toJson(StepOutcome)} wrote it
   * @throws InvalidWorkflowException if it is none
   */
  public RunLog plus(String outcome) {
    StepOutcome<?> read = RunLogJson.readOutcome(outcome, plan);
    return plus(stop == null ? read : explained(read, stop));
  }

  private static StepOutcome<?> explained(StepOutcome<?> read, Stop stop) {
    if (read instanceof StepOutcome.Failed<?> failed && failed.cancelled()) {
      return new StepOutcome.Failed<>(
          failed.stepId(), explained(failed.cause(), stop), failed.took());
    }
    return read instanceof StepOutcome.CompensationFailed<?> failed && failed.cancelled()
        ? new StepOutcome.CompensationFailed<>(failed.stepId(), explained(failed.cause(), stop))
        : read;
  }

  /** The same for another reason; it still says what is left. */
  private static Exception explained(Exception cause, Stop stop) {
    Exception explained = stop.explained(null);
    for (Throwable suppressed : cause.getSuppressed()) {
      explained.addSuppressed(suppressed);
    }
    return explained;
  }

  /** The same for a run that is to end. The first reason holds. */
  public RunLog ending(Stop why) {
    return new RunLog(plan, runId, began, history, stop == null ? why : stop, closed);
  }

  /** The same for a run whose pull request is closed. */
  public RunLog pullRequestClosed() {
    return new RunLog(plan, runId, began, history, stop, true);
  }

  /** The same for a run that never began: nothing ran, not even a report. */
  public RunLog neverBegan(String why) {
    RunLog log = this;
    for (PlannedStep step : plan.steps()) {
      if (step.runs() != Runs.WHEN_CLOSED) {
        log = log.plus(new StepOutcome.Skipped<>(step.id(), why));
      }
    }
    return log;
  }

  /** What the run does next. */
  public Interpreter.Action next() {
    return Interpreter.next(plan, history, situation());
  }

  /** How the run stands; what has not happened yet does not count. */
  public WorkflowStatus status() {
    return Interpreter.status(plan, history, situation());
  }

  private Situation situation() {
    return new Situation(stop, closed);
  }

  /**
   * One outcome for each step that has one, in the plan's order. A failure stays one when undone.
   */
  public List<StepOutcome<?>> outcomes() {
    List<StepOutcome<?>> result = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      StepOutcome<?> last = null;
      for (StepOutcome<?> outcome : history) {
        if (outcome.stepId().equals(step.id())) {
          last = last instanceof StepOutcome.Failed<?> failed ? after(failed, outcome) : outcome;
        }
      }
      if (last != null) {
        result.add(last);
      }
    }
    return result;
  }

  private static StepOutcome<?> after(StepOutcome.Failed<?> failed, StepOutcome<?> later) {
    return later instanceof StepOutcome.Compensated ? failed.whoseWorkIsUndone() : failed;
  }

  /** The result of a run that is over now. */
  public WorkflowResult result(Instant now) {
    Failures.keepAll(history);
    return new WorkflowResult(
        status(), runId, plan.subject(), plan, outcomes(), Duration.between(began, now));
  }

  <T> Optional<T> find(Key<T> key) {
    return Outputs.find(plan, outcomes(), key);
  }

  String whyNot(Key<?> key) {
    return Outputs.whyNot(plan, outcomes(), key);
  }

  /**
   * The log as JSON, which {@link #fromJson(String)} reads back.
   *
   * @throws InvalidWorkflowException as {@link Plan#toJson()}
   * @throws PreconditionException if an output cannot be kept, as {@link OutputJson}
   */
  public String toJson() {
    return RunLogJson.write(this);
  }

  /**
   * An outcome as JSON, which {@link #plus(String)} reads back.
   *
   * @throws PreconditionException if an output cannot be kept, as {@link OutputJson}
   */
  public static String toJson(StepOutcome<?> outcome) {
    return RunLogJson.writeOutcome(outcome);
  }

  /**
   * Reads a log that {@link #toJson()} wrote.
   *
   * @throws InvalidWorkflowException if it is none, or as {@link Plan#fromJson(String)}
   */
  public static RunLog fromJson(String json) {
    return RunLogJson.read(json);
  }
}
