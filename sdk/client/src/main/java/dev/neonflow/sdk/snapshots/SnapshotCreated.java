package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.operations.Operation;
import java.util.List;

/**
 * A receipt for a new snapshot.
 *
 * @param snapshot the snapshot
 * @param operations to be waited for; empty if the snapshot had to be looked up because the answer
 *     was lost
 */
public record SnapshotCreated(Snapshot snapshot, List<Operation> operations) {}
