package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes a branch exist and answer: renews the one that is ours, else creates it.
 *
 * @param name how it is called and found
 * @param parent the name or id of the branch it starts from, or null for the default branch
 * @param lease how long it lives after this run
 * @param compute its size, or null for Neon's own
 * @param database the database that URIs point to, or null for {@code neondb} or the only one
 * @param role the role that URIs log in as, or null for {@code neondb_owner} or the database's
 *     owner
 */
public record EnsureBranch(
    BranchName name,
    @Nullable String parent,
    Lease lease,
    @Nullable Compute compute,
    @Nullable String database,
    @Nullable String role)
    implements Step<BranchRef> {

  @Override
  public Key<BranchRef> output() {
    return BranchRef.KEY;
  }

  @Override
  public String describe() {
    return "branch "
        + name
        + " from "
        + (parent == null ? "the default branch" : parent)
        + ", expires in "
        + lease;
  }

  @Override
  public BranchRef run(StepContext context) {
    throw new UnsupportedOperationException();
  }
}
