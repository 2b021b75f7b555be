package dev.neonflow.workflows;

import java.time.Duration;
import java.time.Instant;

/** Something that happened in a run. Holds no secret. */
public sealed interface WorkflowEvent {

  /** When, by the run's clock. */
  Instant at();

  /** The run has its lock and begins. */
  record RunStarted(Instant at, RunId runId, Plan plan) implements WorkflowEvent {}

  /**
   * News of the run as a whole: that it waits for another one, that it cannot be stopped now.
   *
   * @param text for people
   */
  record RunProgress(Instant at, String text) implements WorkflowEvent {}

  /** A step begins. */
  record StepStarted(Instant at, String stepId, String describe) implements WorkflowEvent {}

  /**
   * A step says how far it is.
   *
   * @param fraction from 0 to 1, negative if unknown
   */
  record StepProgress(Instant at, String stepId, String text, double fraction)
      implements WorkflowEvent {}

  /** A step that is alive says so, without news. */
  record StepBeat(Instant at, String stepId) implements WorkflowEvent {}

  /**
   * An attempt failed, and there will be another one.
   *
   * @param attempt which one failed, from 1
   */
  record StepRetried(Instant at, String stepId, int attempt, Duration pause, Exception cause)
      implements WorkflowEvent {}

  /** A step ended, well or not, or was skipped. */
  record StepCompleted(Instant at, StepOutcome<?> outcome) implements WorkflowEvent {}

  /**
   * What a step did was undone, or could not be.
   *
   * @param outcome {@link StepOutcome.Compensated} or {@link StepOutcome.CompensationFailed}
   */
  record StepCompensated(Instant at, StepOutcome<?> outcome) implements WorkflowEvent {}

  /** The run is over; perhaps before it began, if it ended while it waited for another one. */
  record RunCompleted(Instant at, WorkflowResult result) implements WorkflowEvent {}
}
