package dev.neonflow.workflows;

import dev.neonflow.sdk.error.NeonInterruptedException;
import java.time.Duration;
import java.util.Optional;

/** What became of a step. */
public sealed interface StepOutcome<O extends Record> {

  /** The step's id in the plan, unique there. */
  String stepId();

  /** What the step put out, if it succeeded. */
  default Optional<O> output() {
    return Optional.empty();
  }

  /**
   * The step did its work.
   *
   * @param value what it put out
   */
  record Succeeded<O extends Record>(String stepId, O value, Duration took)
      implements StepOutcome<O> {
    @Override
    public Optional<O> output() {
      return Optional.of(value);
    }
  }

  /**
   * The step failed.
   *
   * @param cause why; its message is for people and holds no secret
   * @param undone whether what it did of its work was undone
   */
  record Failed<O extends Record>(String stepId, Exception cause, Duration took, boolean undone)
      implements StepOutcome<O> {
    /** A failure that nothing was undone of. */
    public Failed(String stepId, Exception cause, Duration took) {
      this(stepId, cause, took, false);
    }

    Failed<O> whoseWorkIsUndone() {
      return new Failed<>(stepId, cause, took, true);
    }

    /** Whether it was ended on request, rather than by a fault. */
    public boolean cancelled() {
      return isCancellation(cause);
    }
  }

  /**
   * The step did not run.
   *
   * @param reason why not
   */
  record Skipped<O extends Record>(String stepId, String reason) implements StepOutcome<O> {}

  /** The step did its work, and it was undone. */
  record Compensated<O extends Record>(String stepId) implements StepOutcome<O> {}

  /**
   * The step did its work, and undoing it failed.
   *
   * @param cause why
   */
  record CompensationFailed<O extends Record>(String stepId, Exception cause)
      implements StepOutcome<O> {
    /** Whether undoing it was ended on request, rather than by a fault. */
    public boolean cancelled() {
      return isCancellation(cause);
    }
  }

  private static boolean isCancellation(Exception cause) {
    return cause instanceof WorkflowCancelledException || cause instanceof NeonInterruptedException;
  }
}
