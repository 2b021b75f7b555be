package dev.neonflow.sdk.projects;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * When Neon may restart the computes of a project for maintenance.
 *
 * @param weekdays the days, 1 is Monday and 7 Sunday
 * @param startTime its beginning in UTC, such as {@code 02:00}
 * @param endTime its end in UTC
 */
public record MaintenanceWindow(
    List<Integer> weekdays,
    @Json(name = "start_time") String startTime,
    @Json(name = "end_time") String endTime) {
  /** Copies the list. */
  public MaintenanceWindow {
    weekdays = List.copyOf(weekdays);
  }

  /** On these days between these times in UTC, of which seconds are dropped. */
  public static MaintenanceWindow of(Set<DayOfWeek> days, LocalTime start, LocalTime end) {
    if (Checks.present(days, "days").isEmpty()) {
      throw new IllegalArgumentException("a maintenance window needs a day");
    }
    return new MaintenanceWindow(
        days.stream().map(DayOfWeek::getValue).sorted().toList(),
        Checks.present(start, "start").truncatedTo(ChronoUnit.MINUTES).toString(),
        Checks.present(end, "end").truncatedTo(ChronoUnit.MINUTES).toString());
  }
}
