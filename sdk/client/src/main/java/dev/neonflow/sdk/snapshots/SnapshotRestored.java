package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.endpoints.Endpoint;
import dev.neonflow.sdk.operations.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receipt for a restored branch. Nobody should connect to it before the operations are done.
 *
 * @param branch the new branch that holds the snapshot's data
 * @param endpoints its computes; null if Neon does not say
 * @param operations to be waited for; empty if the branch had to be looked up because the answer
 *     was lost
 */
public record SnapshotRestored(
    Branch branch, @Nullable List<Endpoint> endpoints, List<Operation> operations) {}
