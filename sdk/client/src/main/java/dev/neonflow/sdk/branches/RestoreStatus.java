package dev.neonflow.sdk.branches;

/** How far the restore of a snapshot is that made a branch. */
public enum RestoreStatus {
  /** Restored beside the branch it is to replace; waits for its finalization. */
  RESTORED,
  /** Has taken the other branch's place for good. */
  FINALIZED,
  /** Is being rearranged inside; comes back to the state before. */
  DETACHING,
  /** A status that this version does not know. */
  UNKNOWN
}
