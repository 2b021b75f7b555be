package dev.neonflow.workflows.report;

import static dev.neonflow.workflows.report.MarkdownText.inline;

import dev.neonflow.workflows.migrate.rehearsal.HeldLock;
import dev.neonflow.workflows.migrate.rehearsal.RehearsalReport;
import dev.neonflow.workflows.migrate.rehearsal.RehearsedMigration;
import dev.neonflow.workflows.migrate.rehearsal.TableImpact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rehearsal measured, for people and for programs. */
final class RehearsalSection {
  private static final int ROWS = 50;
  private static final int TABLES = 3;
  private static final int CELL = 200;
  private static final long KIB = 1024;

  /** What nobody should take it for. */
  private static final List<String> CANNOT_SHOW =
      List.of(
          "Nobody else used the copy: how long a lock is waited for, and who waits behind it, is"
              + " not measured.",
          "The copy's cache was cold and its compute may have another size: production can take"
              + " more or less time.");

  private static final String SAMPLED =
      "Locks were looked for every 20 ms, so each was held at least so long, and short ones may be"
          + " missing.";

  private RehearsalSection() {}

  /** As Markdown, ending with an empty line. */
  static String markdown(RehearsalReport rehearsal) {
    StringBuilder text = new StringBuilder();
    if (rehearsal.isNothing()) {
      return "**Rehearsal**: nothing to migrate\n\n";
    }
    text.append("**Rehearsal** (")
        .append(inline(rehearsal.tool(), CELL))
        .append(", on a copy of production, took ")
        .append(ReportWords.duration(rehearsal.took()))
        .append(
            ")\n\n| migration | took | strongest lock | rewritten | WAL |\n|---|---|---|---|---|\n");
    rehearsal.migrations().stream()
        .limit(ROWS)
        .forEach(
            migration ->
                text.append("| ")
                    .append(inline(migration.name(), CELL))
                    .append(" | ")
                    .append(ReportWords.duration(migration.took()))
                    .append(" | ")
                    .append(inline(locks(migration), 2 * CELL))
                    .append(" | ")
                    .append(inline(rewritten(migration), CELL))
                    .append(" | ")
                    .append(bytes(migration.walBytes()))
                    .append(" |\n"));
    text.append('\n');
    int more = more(rehearsal);
    if (more > 0) {
      text.append("... and ").append(more).append(" more\n\n");
    }
    text.append("<sub>").append(String.join("<br>", remarks(rehearsal))).append("</sub>\n\n");
    return text.toString();
  }

  /** In lines of plain text. */
  static List<String> lines(RehearsalReport rehearsal) {
    if (rehearsal.isNothing()) {
      return List.of("nothing to migrate");
    }
    List<String> lines = new ArrayList<>();
    rehearsal.migrations().stream().limit(ROWS).map(RehearsalSection::line).forEach(lines::add);
    int more = more(rehearsal);
    if (more > 0) {
      lines.add("... and " + more + " more");
    }
    lines.addAll(remarks(rehearsal));
    return lines;
  }

  private static int more(RehearsalReport rehearsal) {
    return rehearsal.omitted() + Math.max(0, rehearsal.migrations().size() - ROWS);
  }

  private static String line(RehearsedMigration migration) {
    String locks = locks(migration);
    String rewritten = rewritten(migration);
    return migration.name()
        + ": "
        + ReportWords.duration(migration.took())
        + (locks.isEmpty() ? "" : ", " + locks)
        + (rewritten.isEmpty() ? "" : ", rewrote " + rewritten)
        + ", WAL "
        + bytes(migration.walBytes());
  }

  /** What follows the lines or the table. */
  private static List<String> remarks(RehearsalReport rehearsal) {
    return rehearsal.exact()
        ? CANNOT_SHOW
        : List.of(SAMPLED, CANNOT_SHOW.get(0), CANNOT_SHOW.get(1));
  }

  private static String locks(RehearsedMigration migration) {
    List<TableImpact> locked =
        migration.tables().stream().filter(table -> !table.locks().isEmpty()).toList();
    return listed(locked.stream().map(table -> lock(table, table.locks().get(0))).toList());
  }

  private static String lock(TableImpact table, HeldLock lock) {
    return lock.mode().words() + " on " + table.table() + ", " + lock.heldWords();
  }

  private static String rewritten(RehearsedMigration migration) {
    return listed(
        migration.tables().stream()
            .filter(TableImpact::rewritten)
            .map(
                table -> {
                  Long size = table.bytesAfter();
                  return table.table() + (size == null ? "" : " (" + bytes(size) + ")");
                })
            .toList());
  }

  private static String listed(List<String> all) {
    int more = all.size() - TABLES;
    return String.join("; ", all.subList(0, Math.min(TABLES, all.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  /** For example {@code 12 kB} or {@code 1.4 GB}. */
  private static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= KIB && unit < units.length - 1) {
      value /= KIB;
      unit++;
    }
    return (unit == 0 || value >= 10
            ? String.valueOf(Math.round(value))
            : String.format(Locale.ROOT, "%.1f", value))
        + " "
        + units[unit];
  }

  /** For programs. */
  static Map<String, Object> json(RehearsalReport rehearsal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("tool", rehearsal.tool());
    put(json, "branch", rehearsal.branch());
    json.put("exact", rehearsal.exact());
    json.put("took_ms", rehearsal.took().toMillis());
    json.put(
        "migrations", rehearsal.migrations().stream().map(RehearsalSection::migration).toList());
    json.put("omitted", rehearsal.omitted());
    json.put("remarks", rehearsal.isNothing() ? List.of() : remarks(rehearsal));
    put(json, "left", rehearsal.left());
    return json;
  }

  private static Map<String, Object> migration(RehearsedMigration migration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", migration.name());
    json.put("took_ms", migration.took().toMillis());
    json.put("wal_bytes", migration.walBytes());
    json.put("tables", migration.tables().stream().map(RehearsalSection::table).toList());
    return json;
  }

  private static Map<String, Object> table(TableImpact table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.table());
    json.put("rewritten", table.rewritten());
    put(json, "bytes_before", table.bytesBefore());
    put(json, "bytes_after", table.bytesAfter());
    json.put("locks", table.locks().stream().map(RehearsalSection::lock).toList());
    return json;
  }

  private static Map<String, Object> lock(HeldLock lock) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mode", lock.mode().words());
    json.put("held_ms", lock.held().toMillis());
    json.put("sampled", lock.sampled());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
