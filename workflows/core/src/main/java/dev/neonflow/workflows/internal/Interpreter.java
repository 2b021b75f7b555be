package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a run does next, from its plan and what happened so far. Pure: the same history
 * always leads to the same action, on any engine.
 *
 * <p>Steps run in the plan's order: those that need success, those that always run, then, if the
 * plan says so, undos in reverse order, then the reports. After a cancellation only reports begin.
 */
public final class Interpreter {

  private static final String CANCELLED = "the run was cancelled";

  private Interpreter() {}

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
  public record Finish(WorkflowStatus status) implements Action {}

  /**
   * The next action.
   *
   * @param history all outcomes in the order in which they happened; a step that was undone has two
   * @param cancelled whether the run is to end
   */
  public static Action next(Plan plan, List<StepOutcome<?>> history, boolean cancelled) {
    for (PlannedStep step : plan.steps()) {
      if (isWork(step) && !happened(history, step)) {
        return begin(plan, step, history, cancelled);
      }
    }
    if (!cancelled && plan.policies().onFailure() == FailurePolicy.COMPENSATE) {
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
    return new Finish(status(plan, history, cancelled));
  }

  /** How the run stands; what has not happened yet does not count. */
  public static WorkflowStatus status(Plan plan, List<StepOutcome<?>> history, boolean cancelled) {
    if (cancelled && (unfinished(plan, history) || failure(plan, history) != null)) {
      return WorkflowStatus.CANCELLED;
    }
    if (failure(plan, history) != null) {
      return WorkflowStatus.FAILED;
    }
    boolean reportFailed = history.stream().anyMatch(StepOutcome.Failed.class::isInstance);
    return reportFailed ? WorkflowStatus.DONE_WITH_LEFTOVERS : WorkflowStatus.SUCCEEDED;
  }

  private static Action begin(
      Plan plan, PlannedStep step, List<StepOutcome<?>> history, boolean cancelled) {
    if (cancelled) {
      return new Skip(step, CANCELLED);
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
      PlannedStep step = step(plan, outcome.stepId());
      boolean begun =
          outcome instanceof StepOutcome.Succeeded || outcome instanceof StepOutcome.Failed;
      if (begun && step != null && step.runs() != Runs.REPORT && !undone(history, step)) {
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

  /** The first step that failed, reports aside. */
  private static @Nullable String failure(Plan plan, List<StepOutcome<?>> history) {
    for (StepOutcome<?> outcome : history) {
      PlannedStep step = step(plan, outcome.stepId());
      if (outcome instanceof StepOutcome.Failed && step != null && step.runs() != Runs.REPORT) {
        return outcome.stepId();
      }
    }
    return null;
  }

  private static boolean isWork(PlannedStep step) {
    return step.runs() == Runs.ON_SUCCESS || step.runs() == Runs.ALWAYS;
  }

  private static boolean unfinished(Plan plan, List<StepOutcome<?>> history) {
    return plan.steps().stream()
        .filter(Interpreter::isWork)
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

  private static @Nullable PlannedStep step(Plan plan, String id) {
    for (PlannedStep step : plan.steps()) {
      if (step.id().equals(id)) {
        return step;
      }
    }
    return null;
  }
}
