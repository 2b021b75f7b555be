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

  /** Whether it goes no further; a failed one may, for Neon may try again. */
  public boolean isEnded() {
    return isDone() || this == ERROR || this == CANCELLED;
  }

  /** Whether the operation's effect is there. */
  public boolean isDone() {
    return this == FINISHED || this == SKIPPED;
  }
}
