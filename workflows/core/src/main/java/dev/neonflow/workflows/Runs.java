package dev.neonflow.workflows;

/** When a step runs. */
public enum Runs {
  /** In written order, if every step before it succeeded. */
  ON_SUCCESS,
  /** After all others, in written order, whatever happened to them. */
  ALWAYS,
  /** Last of all and once, after success, failure and cancellation: tells what happened. */
  REPORT
}
