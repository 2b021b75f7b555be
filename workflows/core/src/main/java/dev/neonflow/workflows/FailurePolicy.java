package dev.neonflow.workflows;

/** What happens to the things a run has made when one of its steps fails. */
public enum FailurePolicy {
  /** They stay: people who look for the fault need them. A rerun goes on from there. */
  KEEP,
  /**
   * What this run created is undone in reverse order; what it adopted stays. Once the run is
   * cancelled or too late, no undo begins, and one that has begun goes on to its end.
   */
  COMPENSATE
}
