package dev.neonflow.workflows;

/** Names one run of a workflow; a rerun has another. */
public record RunId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
