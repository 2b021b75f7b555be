package dev.neonflow.sdk.snapshots;

import dev.neonflow.sdk.values.Checks;
import java.util.List;

/**
 * When Neon makes snapshots of a branch by itself.
 *
 * @param schedule its lines; empty is never
 */
public record BackupSchedule(List<BackupScheduleItem> schedule) {

  /** With these lines; none stops the schedule. */
  public static BackupSchedule of(BackupScheduleItem... items) {
    return new BackupSchedule(List.of(Checks.present(items, "items")));
  }
}
