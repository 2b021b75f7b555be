package dev.neonflow.sdk.operations;

/** How far an operation is. */
public enum OperationStatus {
  /** Waits for its turn. */
  SCHEDULING,
  /** Is being done. */
  RUNNING,
  /** Done. */
  FINISHED,
  /** An attempt failed; Neon may try again. */
  FAILED,
  /** Given up. */
  ERROR,
  /** Is being cancelled. */
  CANCELLING,
  /** Cancelled before it was done. */
  CANCELLED,
  /** Was not needed. */
  SKIPPED,
  /** A status that this version does not know. */
  UNKNOWN;

  /** Whether the operation's effect is there. */
  public boolean isDone() {
    return this == FINISHED || this == SKIPPED;
  }
}
