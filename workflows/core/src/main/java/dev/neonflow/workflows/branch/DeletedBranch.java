package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.Key;
import org.jspecify.annotations.Nullable;

/**
 * A branch that is gone.
 *
 * @param branchId its id, or null if there was none
 * @param name its name, or the name it would have had
 * @param existed whether there was one
 */
public record DeletedBranch(@Nullable String branchId, String name, boolean existed) {

  /** The output of a deletion. */
  public static final Key<DeletedBranch> KEY = new Key<>("delete-branch", DeletedBranch.class);
}
