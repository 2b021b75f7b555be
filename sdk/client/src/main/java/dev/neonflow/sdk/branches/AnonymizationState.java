package dev.neonflow.sdk.branches;

/** How far the anonymization of a branch is. */
public enum AnonymizationState {
  /** The branch is being prepared. */
  CREATED,
  /** Can be started. */
  INITIALIZED,
  /** The preparation failed. */
  INITIALIZATION_ERROR,
  /** Runs: real values are still there. */
  ANONYMIZING,
  /** Done; can be started again. */
  ANONYMIZED,
  /** Failed, real values may still be there; can be started again. */
  ERROR,
  /** A state that this version does not know. */
  UNKNOWN
}
