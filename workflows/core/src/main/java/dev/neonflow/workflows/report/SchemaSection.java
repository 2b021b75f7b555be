package dev.neonflow.workflows.report;

import static dev.neonflow.workflows.report.MarkdownText.inline;

import dev.neonflow.workflows.migrate.diff.Label;
import dev.neonflow.workflows.migrate.diff.SchemaChange;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reports say of a schema's changes. */
final class SchemaSection {
  private static final int CELL = 400;
  private static final int NOTE = 1_500;
  private static final String UNFOLDED = "\n</details>\n\n";

  private SchemaSection() {}

  /**
   * As Markdown: a table, and the difference folded. What is too long is cut, and says so.
   *
   * @param room how many characters it may have
   */
  static String markdown(SchemaDiff diff, int room) {
    String headline = "**Schema:** " + inline(diff.words(), CELL) + "\n\n";
    StringBuilder text = new StringBuilder(headline);
    remarks(diff).forEach(remark -> text.append(inline(remark, NOTE)).append("\n\n"));
    if (!diff.changes().isEmpty()) {
      text.append(table(diff, room / 2 - text.length()));
    }
    if (!diff.unified().isEmpty()) {
      text.append(unified(diff, room - text.length()));
    }
    return text.length() > room ? headline : text.toString();
  }

  private static List<String> remarks(SchemaDiff diff) {
    List<String> remarks = new ArrayList<>();
    String note = diff.note();
    if (note != null) {
      remarks.add(note.substring(0, 1).toUpperCase(Locale.ROOT) + note.substring(1) + ".");
    }
    if (diff.meanwhile() > 0) {
      remarks.add(
          diff.parent()
              + " has moved on since: "
              + (diff.meanwhile() == 1 ? "1 change" : diff.meanwhile() + " changes")
              + " of its own, not shown here.");
    }
    return remarks;
  }

  private static String table(SchemaDiff diff, int room) {
    StringBuilder text = new StringBuilder("| object | change | what it means |\n|---|---|---|\n");
    int shown = 0;
    for (SchemaChange change : diff.changes()) {
      String row = row(change);
      if (text.length() + row.length() > room) {
        break;
      }
      text.append(row);
      shown++;
    }
    text.append('\n');
    if (shown < diff.total()) {
      text.append("... and ").append(diff.total() - shown).append(" more\n\n");
    }
    return text.toString();
  }

  private static String row(SchemaChange change) {
    String label = change.label().words();
    String meanwhile = change.meanwhile();
    return "| "
        + inline(change.object(), CELL)
        + " | "
        + change.action().words()
        + " | "
        + (change.label() == Label.ADDITIVE ? label : "**" + label + "**")
        + ": "
        + inline(change.why(), CELL)
        + (meanwhile == null ? "" : "<br>⚠️ " + inline(meanwhile, CELL))
        + " |\n";
  }

  private static String unified(SchemaDiff diff, int room) {
    List<String> lines = diff.unified().lines().toList();
    int all = lines.size() + diff.cut();
    String fence = fence(diff.unified());
    String begin =
        "<details><summary>Schema diff, "
            + (all == 1 ? "1 line" : all + " lines")
            + "</summary>\n\n"
            + fence
            + "diff\n";
    String file = diff.file();
    String where = file == null ? "" : "All of it is in " + inline(file, CELL) + ".\n";
    int left = room - begin.length() - fence.length() - where.length() - UNFOLDED.length() - CELL;
    StringBuilder text = new StringBuilder(begin);
    int shown = 0;
    for (String line : lines) {
      left -= line.length() + 1;
      if (left < 0) {
        break;
      }
      text.append(line).append('\n');
      shown++;
    }
    text.append(fence).append('\n');
    if (shown < all) {
      text.append("\n... and ").append(all - shown).append(" more lines. ");
      text.append(file == null ? rest(shown < lines.size()) : "").append('\n');
    }
    return shown == 0
        ? ""
        : text.append(where.isEmpty() ? "" : "\n" + where).append(UNFOLDED).toString();
  }

  private static String rest(boolean isElsewhere) {
    return isElsewhere
        ? "The report in the summary of the job, or in a file, has more."
        : "schemaDiff(file), or --schema-diff-file, puts all of it into a file.";
  }

  /** Longer than any run of backticks in the text. */
  private static String fence(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence;
  }

  /** As lines of plain text. */
  static List<String> lines(SchemaDiff diff, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(diff.words());
    lines.addAll(remarks(diff));
    diff.changes().stream().limit(rows).forEach(change -> lines.add(line(change)));
    int more = diff.total() - Math.min(rows, diff.changes().size());
    if (more > 0) {
      lines.add("... and " + more + " more");
    }
    if (diff.file() != null) {
      lines.add("all of it is in " + diff.file());
    }
    return lines;
  }

  private static String line(SchemaChange change) {
    String meanwhile = change.meanwhile();
    return change.object()
        + " "
        + change.action().words()
        + ": "
        + change.label().words()
        + ", "
        + change.why()
        + (meanwhile == null ? "" : "; " + meanwhile);
  }

  /** For other programs. */
  static Map<String, Object> json(SchemaDiff diff) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("basis", diff.basis().name().toLowerCase(Locale.ROOT));
    put(json, "parent", diff.parent());
    put(json, "note", diff.note());
    for (Label label : Label.values()) {
      json.put(label.words(), diff.count(label));
    }
    json.put("parent_changes", diff.meanwhile());
    json.put("changes", diff.changes().stream().map(SchemaSection::change).toList());
    json.put("unified", diff.unified());
    json.put("unified_cut", diff.cut());
    put(json, "file", diff.file());
    return json;
  }

  private static Map<String, Object> change(SchemaChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("object", change.object());
    json.put("change", change.action().words());
    json.put("label", change.label().words());
    json.put("why", change.why());
    put(json, "meanwhile", change.meanwhile());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
