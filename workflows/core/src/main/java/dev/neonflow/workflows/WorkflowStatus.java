package dev.neonflow.workflows;

/** How a run ended. */
public enum WorkflowStatus {
  /** Every step succeeded. */
  SUCCEEDED,
  /** The work is done, but the report failed or something could not be cleaned up. */
  DONE_WITH_LEFTOVERS,
  /** The pull request was closed meanwhile, and what the workflow makes is removed. */
  CLOSED,
  /** A step failed, or the run took longer than it may. */
  FAILED,
  /** Ended on request or by a signal. */
  CANCELLED
}
