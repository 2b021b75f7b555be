package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Production's state before a migration, kept as a branch.
 *
 * @param name the branch, or null if there was nothing to migrate and none was made
 * @param branchId its id, or null
 * @param lsn the place in production's history, or null if Neon does not tell
 * @param at when it was made, or null
 * @param commit the commit that was to be deployed, or null if unknown
 * @param migrations the digest of the migrations that were pending, or null if the tool does not
 *     tell
 * @param created whether this run made it, rather than one before it that was killed
 * @param kept the names of all that are kept, the newest first
 * @param removed the names of older ones that were deleted
 * @param left older ones that could not be deleted, each with the reason
 */
public record RestorePoint(
    @Nullable String name,
    @Nullable String branchId,
    @Nullable String lsn,
    @Nullable Instant at,
    @Nullable String commit,
    @Nullable String migrations,
    boolean created,
    List<String> kept,
    List<String> removed,
    List<String> left) {

  /** The output of the step that makes a restore point. */
  public static final Key<RestorePoint> KEY = new Key<>("restore-point", RestorePoint.class);

  /** Copies the lists. */
  public RestorePoint {
    kept = List.copyOf(kept);
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }

  static RestorePoint none() {
    return new RestorePoint(
        null, null, null, null, null, null, false, List.of(), List.of(), List.of());
  }

  /** The one command that leads back to it; empty if there is none. */
  public String wayBack() {
    return name == null ? "" : "neonflow production rollback --to " + name;
  }

  /** For people. */
  public String words() {
    if (name == null) {
      return "none: nothing to migrate";
    }
    return name
        + (lsn == null ? "" : " (LSN " + lsn + ")")
        + (created ? "" : ", made by an earlier run")
        + (removed.isEmpty() ? "" : "; removed: " + String.join(", ", removed))
        + (left.isEmpty() ? "" : "; not removed: " + String.join("; ", left));
  }
}
