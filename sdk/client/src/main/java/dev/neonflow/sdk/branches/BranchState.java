package dev.neonflow.sdk.branches;

/** What a branch does. */
public enum BranchState {
  /** Is being made. */
  INIT,
  /** Is being set back. */
  RESETTING,
  /** Can be used. */
  READY,
  /** Stored away; comes back with the next connection. */
  ARCHIVED,
  /** A state that this version does not know. */
  UNKNOWN
}
