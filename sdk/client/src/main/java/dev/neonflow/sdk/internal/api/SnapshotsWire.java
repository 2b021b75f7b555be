package dev.neonflow.sdk.internal.api;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.snapshots.Snapshot;
import dev.neonflow.sdk.snapshots.UpdateSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Answer of the branch list, as far as it tells what became of a restore. */
  public record Origins(List<Origin> branches) {}

  /** Where a branch comes from. */
  public record Origin(
      String id,
      String name,
      @Json(name = "created_at") Instant createdAt,
      @Json(name = "restored_from") @Nullable String restoredFrom,
      @Json(name = "restored_as") @Nullable String restoredAs) {}
}
