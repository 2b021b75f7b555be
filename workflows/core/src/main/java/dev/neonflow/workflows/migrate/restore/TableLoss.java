package dev.neonflow.workflows.migrate.restore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a table since a restore point, and so would be lost: by its primary key and the
 * digests of its rows. Holds no value of any row.
 *
 * @param table its name, with the schema unless that is {@code public}
 * @param inserted rows that would go, or null if unknown
 * @param updated rows that would get their earlier values, or null if unknown
 * @param deleted rows that would come back, or null if unknown
 * @param estimated whether the numbers are no more than an estimate
 * @param note what else is to be known, or empty
 */
public record TableLoss(
    String table,
    @Nullable Long inserted,
    @Nullable Long updated,
    @Nullable Long deleted,
    boolean estimated,
    String note) {

  static TableLoss exact(String table, long inserted, long updated, long deleted, String note) {
    return new TableLoss(table, inserted, updated, deleted, false, note);
  }

  static TableLoss unknown(String table, String why) {
    return new TableLoss(table, null, null, null, true, why);
  }

  /** Whether it is sure that nothing happened. */
  boolean isNothing() {
    return !estimated && note.isEmpty() && is(inserted, 0) && is(updated, 0) && is(deleted, 0);
  }

  private static boolean is(@Nullable Long number, long wanted) {
    return number != null && number == wanted;
  }

  /** For people, without the table's name. */
  public String words() {
    List<String> parts = new ArrayList<>();
    add(parts, inserted, "inserted");
    add(parts, updated, "updated");
    add(parts, deleted, "deleted");
    String numbers = parts.isEmpty() ? "unknown" : String.join(", ", parts);
    return (estimated && !parts.isEmpty() ? "about " + numbers + " (estimate)" : numbers)
        + (note.isEmpty() ? "" : "; " + note);
  }

  private static void add(List<String> parts, @Nullable Long number, String what) {
    if (number != null) {
      parts.add(number + " " + what);
    }
  }
}
