package dev.neonflow.embedded.control;

import java.util.List;
import java.util.Map;

/**
 * A new branch as it was accepted. Its operations may have changed it, or removed it, since.
 *
 * @param passwords by role; secret
 */
public record CreatedBranch(
    Branch branch, List<Endpoint> endpoints, Map<String, String> passwords) {

  public CreatedBranch {
    endpoints = List.copyOf(endpoints);
    passwords = Map.copyOf(passwords);
  }

  @Override
  public String toString() {
    return "CreatedBranch[" + branch.id() + ", passwords=***]";
  }
}
