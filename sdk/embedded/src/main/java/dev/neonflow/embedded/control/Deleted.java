package dev.neonflow.embedded.control;

import java.util.List;

/** A deleted branch that can still be recovered, with its endpoints. */
public record Deleted(Branch branch, List<Endpoint> endpoints) {

  public Deleted {
    endpoints = List.copyOf(endpoints);
  }

  /** Its deletion. */
  public Branch.Deletion deletion() {
    Branch.Deletion deletion = branch.deletion();
    if (deletion == null) {
      throw new IllegalStateException("branch " + branch.id() + " is not deleted");
    }
    return deletion;
  }
}
