package dev.neonflow.workflows.branch;

/**
 * What is done with a branch that is there.
 *
 * @param kind what
 * @param reason why, in a few words; empty if there is nothing to say
 */
record Treatment(Kind kind, String reason) {

  enum Kind {
    REUSE,
    RESET,
    RECREATE
  }

  static final Treatment REUSE = new Treatment(Kind.REUSE, "");
}
