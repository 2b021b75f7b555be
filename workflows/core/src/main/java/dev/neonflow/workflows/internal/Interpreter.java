package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Stop;
import dev.neonflow.workflows.WorkflowStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a run does next, from its plan and what happened so far. Pure: the same history
 * always leads to the same action, on any engine.
 *
 * <p>Steps run in the plan's order: those that need success, those that always run, then, if the
 * plan says so, undos in reverse order, then the reports. Once the run is to end only reports
 * begin; once the pull request is closed, the steps for that case run in place of all that did not
 * run yet.
 */
public final class Interpreter {

  private static final String CLOSED = "the pull request is closed";

  private Interpreter() {}

  /**
   * What happened to the run as a whole.
   *
   * @param stop why it is to end, or null if it goes on
   * @param closed whether its pull request turned out to be closed
   */
  public record Situation(@Nullable Stop stop, boolean closed) {}

  /** What a run does next. */
  public sealed interface Action {}

  /** Run this step. */
  public record Run(PlannedStep step) implements Action {}

  /**
   * Do not run this step.
   *
   * @param reason why not, for people
   */
  public record Skip(PlannedStep step, String reason) implements Action {}

  /**
   * Undo this step.
   *
   * @param output what it put out, or null if it failed and may have half-run
   */
  public record Compensate(PlannedStep step, @Nullable Record output) implements Action {}

  /** Nothing is left to do. */
  public record Finish() implements Action {}

  /**
   * The next action.
   *
   * @param history all outcomes in the order in which they happened; a step that was undone has two
   * @param situation what holds for the run as a whole
   */
  public static Action next(Plan plan, List<StepOutcome<?>> history, Situation situation) {
    for (PlannedStep step : plan.steps()) {
      if (isWork(step) && !happened(history, step)) {
        return begin(plan, step, history, situation);
      }
    }
    if (situation.closed()) {
      for (PlannedStep step : plan.steps()) {
        if (step.runs() == Runs.WHEN_CLOSED && !happened(history, step)) {
          Stop stop = situation.stop();
          return stop == null ? new Run(step) : new Skip(step, stop.words());
        }
      }
    } else if (situation.stop() == null
        && plan.policies().onFailure() == FailurePolicy.COMPENSATE) {
      Compensate undo = nextUndo(plan, history);
      if (undo != null) {
        return undo;
      }
    }
    for (PlannedStep step : plan.steps()) {
      if (step.runs() == Runs.REPORT && !happened(history, step)) {
        return new Run(step);
      }
    }
    return new Finish();
  }

  /** How the run stands; what has not happened yet does not count. */
  public static WorkflowStatus status(
      Plan plan, List<StepOutcome<?>> history, Situation situation) {
    boolean failed = failure(plan, history) != null;
    boolean closed = situation.closed();
    Stop stop = situation.stop();
    if (stop != null && (failed || unfinished(plan, history, closed))) {
      return stop.isCancellation() ? WorkflowStatus.CANCELLED : WorkflowStatus.FAILED;
    }
    if (failed) {
      return PartialRemoval.isOne(plan, history)
          ? WorkflowStatus.DONE_WITH_LEFTOVERS
          : WorkflowStatus.FAILED;
    }
    if (history.stream().anyMatch(StepOutcome.Failed.class::isInstance)) {
      return WorkflowStatus.DONE_WITH_LEFTOVERS;
    }
    return closed ? WorkflowStatus.CLOSED : WorkflowStatus.SUCCEEDED;
  }

  private static Action begin(
      Plan plan, PlannedStep step, List<StepOutcome<?>> history, Situation situation) {
    Stop stop = situation.stop();
    if (situation.closed()) {
      return new Skip(step, CLOSED);
    }
    if (stop != null) {
      return new Skip(step, stop.words());
    }
    String failed = failure(plan, history);
    if (failed != null && step.runs() == Runs.ON_SUCCESS) {
      return new Skip(step, "step " + failed + " failed");
    }
    return new Run(step);
  }

  /** What was done last and not undone yet, once something failed. */
  private static @Nullable Compensate nextUndo(Plan plan, List<StepOutcome<?>> history) {
    if (failure(plan, history) == null) {
      return null;
    }
    for (int i = history.size() - 1; i >= 0; i--) {
      StepOutcome<?> outcome = history.get(i);
      PlannedStep step = plan.step(outcome.stepId()).orElse(null);
      boolean begun =
          outcome instanceof StepOutcome.Succeeded || outcome instanceof StepOutcome.Failed;
      if (begun && step != null && isWork(step) && !undone(history, step)) {
        Record output = outcome.output().orElse(null);
        if (step.step() != null && undoable(step.step(), output)) {
          return new Compensate(step, output);
        }
      }
    }
    return null;
  }

  private static <O extends Record> boolean undoable(Step<O> step, @Nullable Record output) {
    return step.undoable(output == null ? null : step.output().type().cast(output));
  }

  /** The first step of the work itself that failed. */
  private static @Nullable String failure(Plan plan, List<StepOutcome<?>> history) {
    for (StepOutcome<?> outcome : history) {
      PlannedStep step = plan.step(outcome.stepId()).orElse(null);
      if (outcome instanceof StepOutcome.Failed && step != null && isWork(step)) {
        return outcome.stepId();
      }
    }
    return null;
  }

  private static boolean isWork(PlannedStep step) {
    return step.runs() == Runs.ON_SUCCESS || step.runs() == Runs.ALWAYS;
  }

  /** Whether something is left to do: of the work, or of what is done in its place. */
  private static boolean unfinished(Plan plan, List<StepOutcome<?>> history, boolean closed) {
    return plan.steps().stream()
        .filter(step -> closed ? step.runs() == Runs.WHEN_CLOSED : isWork(step))
        .anyMatch(
            step ->
                history.stream()
                    .noneMatch(
                        outcome ->
                            outcome.stepId().equals(step.id())
                                && !(outcome instanceof StepOutcome.Skipped)));
  }

  private static boolean happened(List<StepOutcome<?>> history, PlannedStep step) {
    return history.stream().anyMatch(outcome -> outcome.stepId().equals(step.id()));
  }

  private static boolean undone(List<StepOutcome<?>> history, PlannedStep step) {
    return history.stream()
        .anyMatch(
            outcome ->
                outcome.stepId().equals(step.id())
                    && (outcome instanceof StepOutcome.Compensated
                        || outcome instanceof StepOutcome.CompensationFailed));
  }
}
