package dev.neonflow.embedded.control;

import java.util.List;

/** What is in a branch besides its data, as it was last seen in its catalog. */
public record Holdings(List<Database> databases, List<Role> roles) {

  public Holdings {
    databases = List.copyOf(databases);
    roles = List.copyOf(roles);
  }
}
