package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.migrate.DrizzleFiles.Entry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Drizzle notes the hash of a migration's text and when the migration was generated. It applies
 * what was generated after the latest that it noted, and silently skips the rest.
 */
final class DrizzleHistory implements ToolHistory {
  private final DrizzleFiles files;

  DrizzleHistory(DrizzleFiles files) {
    this.files = files;
  }

  @Override
  public HistoryTable table() {
    return files.table();
  }

  @Override
  public List<HistoryRow> rows(Connection connection, String quotedTable) throws SQLException {
    String query = "select hash, coalesce(created_at, 0) from " + quotedTable + " order by 2, id";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<HistoryRow> rows = new ArrayList<>();
      while (found.next()) {
        String hash = found.getString(1);
        long when = found.getLong(2);
        rows.add(new HistoryRow(name(hash, when), hash, Instant.ofEpochMilli(when), null, true));
      }
      return rows;
    }
  }

  /** The table has no names. */
  private String name(String hash, long when) {
    return entry(when)
        .or(() -> files.entries().stream().filter(entry -> entry.hasHash(hash)).findFirst())
        .map(Entry::tag)
        .orElse("the migration generated at " + Instant.ofEpochMilli(when));
  }

  private Optional<Entry> entry(long when) {
    return files.entries().stream().filter(entry -> entry.when() == when).findFirst();
  }

  @Override
  public List<String> pending(List<HistoryRow> rows) {
    return toApply(rows).stream().map(Entry::tag).toList();
  }

  private List<Entry> toApply(List<HistoryRow> rows) {
    long last = last(rows);
    return files.entries().stream().filter(entry -> entry.when() > last).toList();
  }

  private static long last(Iterable<HistoryRow> rows) {
    long last = Long.MIN_VALUE;
    for (HistoryRow row : rows) {
      last = Math.max(last, when(row));
    }
    return last;
  }

  private static long when(HistoryRow row) {
    Instant at = row.at();
    return at == null ? 0 : at.toEpochMilli();
  }

  private List<Entry> skipped(List<HistoryRow> rows) {
    long last = last(rows);
    return files.entries().stream()
        .filter(entry -> entry.when() <= last)
        .filter(entry -> rows.stream().noneMatch(row -> isOf(row, entry)))
        .toList();
  }

  private static boolean isOf(HistoryRow row, Entry entry) {
    return when(row) == entry.when() || entry.hasHash(row.checksum());
  }

  @Override
  public Optional<Refusal> refusal(List<HistoryRow> rows) {
    return skipped(rows).stream()
        .findFirst()
        .map(
            entry ->
                new Refusal(
                    entry.tag()
                        + " was generated before a migration that was applied already, "
                        + rows.get(rows.size() - 1).name()
                        + ": Drizzle would skip it and say nothing",
                    "generate it again, so that it is the newest (delete its files, then"
                        + " drizzle-kit generate); if the database has its changes, note that: "
                        + note(entry)));
  }

  private String note(Entry entry) {
    return "insert into "
        + files.table().schema()
        + "."
        + files.table().name()
        + " (hash, created_at) values ('"
        + entry.hash()
        + "', "
        + entry.when()
        + ")";
  }

  /** Drizzle makes its table before it applies anything; its latest row counts for all before. */
  @Override
  public Optional<String> baseline(List<HistoryRow> rows, String said) {
    boolean there = said.contains("42P07") || said.contains("already exists");
    return rows.isEmpty() && there && !files.entries().isEmpty()
        ? Optional.of(
            "after drizzle-kit migrate has failed there, too, which makes its table, for the last"
                + " migration whose changes are there, for example "
                + note(files.entries().get(0)))
        : Optional.empty();
  }

  /**
   * When a row was noted is not known. One that was generated since then is certainly not the
   * parent's; of others the parent knows. What the parent has, a reset would bring back.
   */
  @Override
  public List<String> faults(
      List<HistoryRow> rows, Instant since, Supplier<Optional<Set<HistoryRow>>> parents) {
    List<HistoryRow> odd = rows.stream().filter(row -> fault(row).isPresent()).toList();
    List<Entry> skipped = skipped(rows);
    boolean doubtful = !skipped.isEmpty() || odd.stream().anyMatch(row -> row.isOlderThan(since));
    Optional<Set<HistoryRow>> told = doubtful ? parents.get() : Optional.of(Set.of());
    Set<HistoryRow> ofParent = told.orElse(Set.of());
    List<String> faults = new ArrayList<>();
    for (HistoryRow row : odd) {
      // Rows of a preview are not thrown away on a suspicion.
      if (!row.isOlderThan(since) || (told.isPresent() && !ofParent.contains(row))) {
        faults.add(row.name() + " " + fault(row).orElse(""));
      }
    }
    long parentsLast = told.isPresent() ? last(ofParent) : Long.MAX_VALUE;
    for (Entry entry : skipped) {
      if (entry.when() > parentsLast) {
        faults.add(entry.tag() + " comes before a migration that was applied already");
      }
    }
    return faults;
  }

  private Optional<String> fault(HistoryRow row) {
    Optional<Entry> same = entry(when(row));
    if (same.isPresent()) {
      return same.get().hasHash(row.checksum())
          ? Optional.empty()
          : Optional.of("was changed after it was applied");
    }
    boolean elsewhere = files.entries().stream().anyMatch(entry -> entry.hasHash(row.checksum()));
    return Optional.of(
        elsewhere
            ? "was generated again after it was applied"
            : "was applied and is not there any more");
  }

  @Override
  public String silence() {
    return "it does not say why; if its statements work over another connection, look at its own"
        + " (dbCredentials in its configuration, the driver, TLS)";
  }

  @Override
  public Optional<String> reason(Connection connection, List<HistoryRow> rows) throws SQLException {
    return new DrizzleReason(connection).of(toApply(rows));
  }
}
