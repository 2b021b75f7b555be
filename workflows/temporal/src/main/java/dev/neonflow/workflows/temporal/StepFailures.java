package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.StepBrokeException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;

/** What became of a step whose activity failed. */
final class StepFailures {

  private StepFailures() {}

  /** The outcome that the worker told, as JSON; null if it told none. */
  static @Nullable String outcome(ActivityFailure e) {
    return e.getCause() instanceof ApplicationFailure told && told.getDetails().getSize() > 0
        ? told.getDetails().get(0, String.class)
        : null;
  }

  /** Whether the worker gave the step up, and was not followed by another one. */
  static boolean givenUp(ActivityFailure e) {
    return e.getCause() instanceof ApplicationFailure told
        && told.getType().equals(StepActivity.GIVEN_UP);
  }

  /** Why there is no outcome. */
  static Exception lost(ActivityFailure e) {
    Throwable cause = e.getCause();
    if (givenUp(e)) {
      return new ConnectionLostException(
          "the workers that had this step gave it up, one after the other",
          "look at the workers' logs, then run it again",
          null);
    }
    if (cause instanceof TimeoutFailure timeout) {
      return switch (timeout.getTimeoutType()) {
        case TIMEOUT_TYPE_HEARTBEAT ->
            new ConnectionLostException(
                "the workers that had this step were lost, one after the other",
                "look at the workers' logs, then run it again",
                null);
        default -> new DeadlineException("it took longer than it may", "run it again", null);
      };
    }
    if (cause instanceof ApplicationFailure broken) {
      return new StepBrokeException(String.valueOf(broken.getOriginalMessage()), broken.getType());
    }
    return new StepBrokeException(
        String.valueOf(cause == null ? e.getMessage() : cause.getMessage()), "ActivityFailure");
  }
}
