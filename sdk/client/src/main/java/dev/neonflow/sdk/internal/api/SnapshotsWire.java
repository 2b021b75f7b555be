package dev.neonflow.sdk.internal.api;

import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.snapshots.Snapshot;
import dev.neonflow.sdk.snapshots.UpdateSnapshot;
import java.util.List;

/** The envelopes around snapshots. Public because Moshi builds them. */
public final class SnapshotsWire {
  private SnapshotsWire() {}

  /** Answer of the snapshot list. */
  public record Snapshots(List<Snapshot> snapshots) {}

  /** Answer of a snapshot's change. */
  public record OneSnapshot(Snapshot snapshot) {}

  /** Answer of a snapshot's deletion. */
  public record Deleted(List<Operation> operations) {}

  /** A snapshot's change. */
  public record UpdateSnapshotBody(UpdateSnapshot snapshot) {}
}
