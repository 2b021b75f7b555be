package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a deletion, which Neon carries out later.
 *
 * @param deletedBranch the branch as it was; null if there was none
 * @param operations to be waited for
 */
public record BranchDeleted(@Nullable Branch deletedBranch, List<Operation> operations) {

  /** There was nothing to delete. */
  public static BranchDeleted wasNotThere() {
    return new BranchDeleted(null, List.of());
  }

  /** The branch as it was; empty if it was not there or already deleted. */
  public Optional<Branch> branch() {
    return Optional.ofNullable(deletedBranch);
  }
}
