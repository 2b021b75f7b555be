package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A change of a snapshot: only what is set changes.
 *
 * @param name the new name; null keeps the old
 */
public record UpdateSnapshot(@Nullable String name) {

  /** Refuses an empty name. */
  public UpdateSnapshot {
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("the name of the snapshot is empty");
    }
  }

  /** Changes nothing yet. */
  public static UpdateSnapshot create() {
    return new UpdateSnapshot(null);
  }

  /** Renames it. */
  public UpdateSnapshot name(String name) {
    return new UpdateSnapshot(Checks.present(name, "name"));
  }
}
