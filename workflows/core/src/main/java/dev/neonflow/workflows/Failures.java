package dev.neonflow.workflows;

import dev.neonflow.sdk.error.NeonException;
import java.util.List;

/** What a failed run throws. */
final class Failures {

  private Failures() {}

  /** Suppresses every further failure in the first one, so that none is lost. */
  static void keepAll(List<StepOutcome<?>> history) {
    Exception first = null;
    for (StepOutcome<?> outcome : history) {
      Exception cause = null;
      if (outcome instanceof StepOutcome.Failed<?> failed) {
        cause = failed.cause();
      } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
        cause = failed.cause();
      }
      if (first == null) {
        first = cause;
      } else if (cause != null && cause != first) {
        first.addSuppressed(cause);
      }
    }
  }

  static WorkflowResult throwIfFailed(WorkflowResult result) {
    switch (result.status()) {
      case SUCCEEDED, DONE_WITH_LEFTOVERS, CLOSED -> {
        return result;
      }
      case FAILED, CANCELLED -> {}
    }
    for (StepOutcome<?> outcome : result.outcomes()) {
      if (outcome instanceof StepOutcome.Failed<?> failed) {
        throw failure(result, failed);
      }
    }
    Exception cause = result.failure().orElseThrow();
    throw new WorkflowFailedException(
        cause.getMessage() + " before any step failed", next(cause), result, cause);
  }

  private static WorkflowFailedException failure(
      WorkflowResult result, StepOutcome.Failed<?> failed) {
    Exception cause = failed.cause();
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String what =
        cause instanceof WorkflowCancelledException && why.startsWith("cancelled")
            ? " was " + why
            : " failed: " + why;
    return new WorkflowFailedException(
        "step " + failed.stepId() + what, next(cause), result, cause);
  }

  private static String next(Exception cause) {
    if (cause instanceof NeonflowException known) {
      return known.next();
    }
    return cause instanceof NeonException known ? known.remedy().orElse("") : "";
  }
}
