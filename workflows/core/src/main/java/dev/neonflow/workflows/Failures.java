package dev.neonflow.workflows;

/** Turns the result of a failed run into its exception. */
final class Failures {

  private Failures() {}

  static WorkflowResult throwIfFailed(WorkflowResult result) {
    if (result.status() == WorkflowStatus.SUCCEEDED
        || result.status() == WorkflowStatus.DONE_WITH_LEFTOVERS) {
      return result;
    }
    StepOutcome.Failed<?> first = null;
    for (StepOutcome<?> outcome : result.outcomes()) {
      if (outcome instanceof StepOutcome.Failed<?> failed && first == null) {
        first = failed;
      }
    }
    if (first == null) {
      Exception cancelled =
          new WorkflowCancelledException("the run was cancelled", "run it again", null);
      throw new WorkflowFailedException(
          message(result, cancelled), "run it again", result, cancelled);
    }
    Exception cause = first.cause();
    for (StepOutcome<?> outcome : result.outcomes()) {
      Exception further = null;
      if (outcome instanceof StepOutcome.Failed<?> failed) {
        further = failed.cause();
      } else if (outcome instanceof StepOutcome.CompensationFailed<?> failed) {
        further = failed.cause();
      }
      if (further != null && further != cause) {
        cause.addSuppressed(further);
      }
    }
    String next = cause instanceof NeonflowException known ? known.next() : "";
    throw new WorkflowFailedException(
        "step " + first.stepId() + " failed: " + message(result, cause), next, result, cause);
  }

  private static String message(WorkflowResult result, Exception cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() + " in " + result.runId() : message;
  }
}
