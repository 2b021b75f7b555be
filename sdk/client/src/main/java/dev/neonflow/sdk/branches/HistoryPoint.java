package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.values.Checks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place in the history of a branch: either a position in its log or a time.
 *
 * @param lsn the position, such as {@code 0/1FA22C0}; null if it is a time
 * @param time the time, with its fraction of a second; null if it is a position
 */
public record HistoryPoint(@Nullable String lsn, @Nullable Instant time) {

  /** Refuses both, and neither. */
  public HistoryPoint {
    if ((lsn == null) == (time == null)) {
      throw new IllegalArgumentException("a point in the history is an LSN or a time: " + lsn);
    }
    if (lsn != null && lsn.isBlank()) {
      throw new IllegalArgumentException("the LSN is empty");
    }
  }

  /** This position in the log. */
  public static HistoryPoint lsn(String position) {
    return new HistoryPoint(Checks.given(position, "lsn"), null);
  }

  /** What was there at this time. */
  public static HistoryPoint at(Instant time) {
    return new HistoryPoint(null, Checks.present(time, "time"));
  }
}
