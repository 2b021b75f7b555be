package dev.neonflow.workflows.report;

import static dev.neonflow.workflows.report.MarkdownText.inline;

import dev.neonflow.workflows.migrate.restore.RestorePoint;
import dev.neonflow.workflows.migrate.restore.RollbackCheck;
import dev.neonflow.workflows.migrate.restore.RollbackLoss;
import dev.neonflow.workflows.migrate.restore.RolledBack;
import dev.neonflow.workflows.migrate.restore.TableLoss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a report says about the way back: the restore point, or what going back to it lost. */
final class RestoreSection {
  private static final int CELL = 200;
  private static final int WORDS = 2_000;

  private final @Nullable RestorePoint point;
  private final @Nullable RollbackLoss loss;
  private final @Nullable RolledBack back;
  private final @Nullable RollbackCheck check;

  private RestoreSection(RunReport report) {
    point = report.output(RestorePoint.class).orElse(null);
    loss = report.output(RollbackLoss.class).orElse(null);
    back = report.output(RolledBack.class).orElse(null);
    check = report.output(RollbackCheck.class).orElse(null);
  }

  static RestoreSection of(RunReport report) {
    return new RestoreSection(report);
  }

  /** Lines, each paragraph with an empty one after it; none if there is nothing to say. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>();
    if (point != null) {
      String wayBack = point.wayBack().isEmpty() ? "" : ". The way back: `" + point.wayBack() + "`";
      paragraph(lines, "**Restore point**: " + inline(point.words(), WORDS) + wayBack);
    }
    if (loss != null && !loss.isDone()) {
      table(lines, loss);
    }
    if (back != null) {
      paragraph(lines, "**Went back**: " + inline(back.words(), WORDS));
    }
    if (check != null) {
      paragraph(lines, "**Checked**: " + inline(check.words(), WORDS));
    }
    return lines;
  }

  private void table(List<String> lines, RollbackLoss of) {
    paragraph(
        lines, (back == null ? "**Would be lost**: " : "**Lost**: ") + inline(of.summary(), WORDS));
    if (!of.tables().isEmpty()) {
      lines.add("| table | inserted | updated | deleted | |");
      lines.add("|---|---|---|---|---|");
      of.tables().forEach(table -> lines.add(row(table)));
      lines.add("");
    }
    if (of.moreTables() > 0) {
      paragraph(lines, "... and " + of.moreTables() + " more tables");
    }
    of.consequences().forEach(one -> lines.add("- " + inline(one, WORDS)));
    lines.add("");
  }

  private static String row(TableLoss table) {
    String mark = table.estimated() ? "about " : "";
    String note =
        (table.estimated() ? "estimate" + (table.note().isEmpty() ? "" : ": ") : "") + table.note();
    return "| "
        + inline(table.table(), CELL)
        + " | "
        + number(mark, table.inserted())
        + " | "
        + number(mark, table.updated())
        + " | "
        + number(mark, table.deleted())
        + " | "
        + inline(note, CELL)
        + " |";
  }

  private static String number(String mark, @Nullable Long number) {
    return number == null ? "?" : mark + number;
  }

  private static void paragraph(List<String> lines, String text) {
    lines.add(text);
    lines.add("");
  }

  /** Names and values of lines. */
  void text(BiConsumer<String, String> line) {
    if (point != null) {
      line.accept("restore", point.words());
      if (!point.wayBack().isEmpty()) {
        line.accept("way back", point.wayBack());
      }
    }
    if (loss != null && !loss.isDone()) {
      line.accept(back == null ? "would lose" : "lost", loss.statement());
    }
    if (back != null) {
      line.accept("went back", back.words());
    }
    if (check != null) {
      line.accept("checked", check.words());
    }
  }

  /** Adds what there is. */
  void json(Map<String, Object> json) {
    if (point != null && point.name() != null) {
      Map<String, Object> made = new LinkedHashMap<>();
      made.put("name", point.name());
      put(made, "branch_id", point.branchId());
      put(made, "lsn", point.lsn());
      put(made, "at", point.at());
      made.put("created", point.created());
      made.put("way_back", point.wayBack());
      json.put("restore_point", made);
    }
    if (loss != null) {
      json.put("rollback", rollback(loss));
    }
  }

  private Map<String, Object> rollback(RollbackLoss of) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("restore_point", of.point());
    made.put("preserved", of.preserved());
    made.put("done", back != null);
    made.put("earlier", of.isDone());
    made.put("tables", of.tables().stream().map(RestoreSection::table).toList());
    made.put("unchanged", of.unchanged());
    made.put("schema", of.schema());
    made.put("connections", of.connections());
    made.put("moved", of.moving());
    return made;
  }

  private static Map<String, Object> table(TableLoss loss) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", loss.table());
    put(json, "inserted", loss.inserted());
    put(json, "updated", loss.updated());
    put(json, "deleted", loss.deleted());
    json.put("estimated", loss.estimated());
    json.put("note", loss.note());
    return json;
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof Number ? value : value.toString());
    }
  }
}
