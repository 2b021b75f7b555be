package dev.neonflow.workflows;

/** When a step runs. */
public enum Runs {
  /** In written order, if every step before it succeeded. */
  ON_SUCCESS,
  /** After all others, in written order, whatever happened to them. */
  ALWAYS,
  /**
   * In place of all that has not run yet, once the pull request is closed: removes what is there.
   */
  WHEN_CLOSED,
  /** Last of all and once, after success, failure and cancellation: tells what happened. */
  REPORT
}
