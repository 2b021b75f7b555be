package dev.neonflow.workflows;

/** What a run does if another one of the same key goes on. */
public enum OnConflict {
  /** It does not begin: {@link LockHeldException}. */
  FAIL,
  /** It begins when the other one has ended. */
  WAIT,
  /**
   * The other one is cancelled, which deletes nothing; this one begins when it has ended. Among the
   * runs of one {@link Neonflow} only, or of one {@link Engine} such as Temporal's.
   */
  SUPERSEDE
}
