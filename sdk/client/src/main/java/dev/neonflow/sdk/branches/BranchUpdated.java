package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A changed branch.
 *
 * @param branch the branch as it is now
 * @param operations to be waited for; often empty
 */
public record BranchUpdated(Branch branch, List<Operation> operations) {}
