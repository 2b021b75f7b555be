package dev.neonflow.workflows;

/** What happens to the things a run has made when one of its steps fails. */
public enum FailurePolicy {
  /** They stay: people who look for the fault need them. A rerun goes on from there. */
  KEEP,
  /**
   * What this run created is undone in reverse order; what it adopted stays. Once the run is
   * cancelled or too late, no undo begins; one that has begun may go on for 2.5 s, is told to stop
   * then, and the report names what it was to undo.
   *
   * <p>What a deployment that failed has made by then stays, and is named as left: it is not
   * certain that this run made it. A teardown or a sweep removes it.
   */
  COMPENSATE
}
