package dev.neonflow.workflows.branch;

import org.jspecify.annotations.Nullable;

/**
 * How a branch is called and found again. Made by {@link BranchNames} only.
 *
 * @param name what it is called when it is created
 * @param family a branch of ours is found under exactly this name and under {@code family-*}, or
 *     null if only under its own
 * @param search what Neon is asked to search names for, or null to list all branches
 */
public record BranchName(String name, @Nullable String family, @Nullable String search) {

  /** Whether a branch of this name can be the one, if it is ours. */
  public boolean matches(String other) {
    return other.equals(name)
        || (family != null && (other.equals(family) || other.startsWith(family + "-")));
  }

  @Override
  public String toString() {
    return name;
  }
}
