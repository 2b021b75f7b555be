package dev.neonflow.sdk.snapshots;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import dev.neonflow.sdk.values.Seconds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line of a schedule.
 *
 * @param frequency how often
 * @param hour the hour of the day, 0 to 23; null where it does not apply
 * @param day the day of the week, 1 to 7, or of the month, 1 to 31; null where it does not apply
 * @param month the month of the year, 1 to 12; null where it does not apply
 * @param retention how long a snapshot is kept, in whole seconds, at least an hour; null is for
 *     good
 */
public record BackupScheduleItem(
    BackupFrequency frequency,
    @Nullable Integer hour,
    @Nullable Integer day,
    @Nullable Integer month,
    @Json(name = "retention_seconds") @Seconds @Nullable Duration retention) {

  /** Every hour. */
  public static BackupScheduleItem hourly() {
    return new BackupScheduleItem(BackupFrequency.HOURLY, null, null, null, null);
  }

  /** Every day at this hour, 0 to 23. */
  public static BackupScheduleItem daily(int hour) {
    return new BackupScheduleItem(BackupFrequency.DAILY, hour(hour), null, null, null);
  }

  /** Every week on this day, 1 to 7 as Neon counts them, at this hour, 0 to 23. */
  public static BackupScheduleItem weekly(int day, int hour) {
    Integer weekday = within("day of the week", day, 1, 7);
    return new BackupScheduleItem(BackupFrequency.WEEKLY, hour(hour), weekday, null, null);
  }

  /** Every month on this day, 1 to 31, at this hour, 0 to 23. */
  public static BackupScheduleItem monthly(int day, int hour) {
    return new BackupScheduleItem(BackupFrequency.MONTHLY, hour(hour), day(day), null, null);
  }

  /** Every year in this month, 1 to 12, on this day, 1 to 31, at this hour, 0 to 23. */
  public static BackupScheduleItem yearly(int month, int day, int hour) {
    Integer ofYear = within("month", month, 1, 12);
    return new BackupScheduleItem(BackupFrequency.YEARLY, hour(hour), day(day), ofYear, null);
  }

  /** With its snapshots deleted after this time, at least an hour. */
  public BackupScheduleItem keptFor(Duration time) {
    if (Checks.present(time, "time").compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("kept for " + time + ": needs at least an hour");
    }
    return new BackupScheduleItem(frequency, hour, day, month, time);
  }

  private static Integer hour(int value) {
    return within("hour", value, 0, 23);
  }

  private static Integer day(int value) {
    return within("day", value, 1, 31);
  }

  private static Integer within(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          name + " " + value + " is not within " + least + " to " + greatest);
    }
    return value;
  }
}
