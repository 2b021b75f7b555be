package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot to be made. Each method returns a changed copy.
 *
 * @param name its name; null lets Neon choose
 * @param lsn the place in the branch's history to take it from, such as {@code 0/1FA22C0}
 * @param timestamp the time in the branch's history to take it from; without it and {@code lsn} it
 *     is now
 * @param expiresAt when Neon deletes it, in whole seconds; null is never
 */
public record CreateSnapshot(
    @Nullable String name,
    @Nullable String lsn,
    @Nullable Instant timestamp,
    @Nullable Instant expiresAt) {

  /** Refuses two places at once, and empty texts. */
  public CreateSnapshot {
    if (name != null && name.isBlank()) {
      throw new IllegalArgumentException("the name of the snapshot is empty");
    }
    if (lsn != null && lsn.isBlank()) {
      throw new IllegalArgumentException("lsn is empty");
    }
    if (lsn != null && timestamp != null) {
      throw new IllegalArgumentException(
          "both lsn " + lsn + " and timestamp " + timestamp + ": only one can hold");
    }
  }

  /** A snapshot of this name, of the branch as it is now. */
  public static CreateSnapshot named(String name) {
    return new CreateSnapshot(Checks.present(name, "name"), null, null, null);
  }

  /** A snapshot that gets its name from Neon, of the branch as it is now. */
  public static CreateSnapshot unnamed() {
    return new CreateSnapshot(null, null, null, null);
  }

  /** Taken from this place in the branch's history, within its restore window. */
  public CreateSnapshot atLsn(String place) {
    return new CreateSnapshot(name, Checks.present(place, "lsn"), null, expiresAt);
  }

  /** Taken from this time in the branch's history, within its restore window. */
  public CreateSnapshot at(Instant time) {
    return new CreateSnapshot(name, null, Checks.present(time, "timestamp"), expiresAt);
  }

  /** Deleted by Neon at this time. */
  public CreateSnapshot expiresAt(Instant time) {
    return new CreateSnapshot(name, lsn, timestamp, Checks.present(time, "expiresAt"));
  }
}
