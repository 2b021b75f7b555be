package dev.neonflow.workflows;

/** How a run ended. */
public enum WorkflowStatus {
  /** Every step succeeded. */
  SUCCEEDED,
  /** The work is done, but the report failed or something could not be cleaned up. */
  DONE_WITH_LEFTOVERS,
  /** A step failed. */
  FAILED,
  /** Ended on request or by a signal. */
  CANCELLED
}
