package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two catalogs, for people.
 *
 * @param changes the worst first
 * @param unified the lines of the difference
 * @param meanwhile how many objects the parent changed since; 0 if unknown
 */
record SchemaComparison(List<SchemaChange> changes, List<String> unified, int meanwhile) {

  /** An output is kept by engines that take little; half of it is for each. */
  private static final int LONGEST_LIST = 16_000;

  private static final int LONGEST_TEXT = 36_000;
  private static final int LONGEST_NAME = 160;
  private static final int LONGEST_WHY = 400;

  /**
   * Compares.
   *
   * @param parent the name of the branch to compare with, for people
   * @param before what the branch was made of, or the parent now
   * @param ours the branch now
   * @param theirs the parent now, if {@code before} is something else
   */
  static SchemaComparison of(
      String parent, String branch, Catalog before, Catalog ours, @Nullable Catalog theirs) {
    Map<ObjectId, ObjectChange> all = ObjectChange.between(before, ours);
    Folding folding = new Folding(before, ours, all);
    Labels labels = new Labels(before, ours);
    Meanwhile meanwhile = theirs == null ? null : new Meanwhile(parent, before, ours, theirs);
    List<SchemaChange> changes = new ArrayList<>();
    for (ObjectChange change : all.values()) {
      if (!folding.isFolded(change)) {
        Finding finding = labels.of(change);
        String with = folding.words(change.id());
        String about = meanwhile == null ? null : meanwhile.about(change);
        changes.add(
            new SchemaChange(
                shown(change.id().words(), LONGEST_NAME),
                change.action(),
                finding.label(),
                shown(finding.why() + (with.isEmpty() ? "" : " (" + with + ")"), LONGEST_WHY),
                about == null ? null : shown(about, LONGEST_WHY)));
      }
    }
    changes.sort(Comparator.comparing(SchemaChange::label));
    return new SchemaComparison(
        changes,
        SchemaText.unified(parent, branch, before, ours),
        meanwhile == null ? 0 : meanwhile.count());
  }

  private static String shown(String text, int longest) {
    String line = SchemaText.shown(text);
    return line.length() <= longest ? line : line.substring(0, longest) + " ...";
  }

  /** As the output of a step. */
  SchemaDiff bounded(Basis basis, @Nullable String parent, @Nullable String note) {
    Map<String, Integer> counts = new HashMap<>();
    changes.forEach(change -> counts.merge(change.label().words(), 1, Integer::sum));
    List<SchemaChange> first = new ArrayList<>();
    int room = LONGEST_LIST;
    for (SchemaChange change : changes) {
      room -= size(change.object()) + size(change.why()) + size(String.valueOf(change.meanwhile()));
      room -= 100;
      if (room < 0) {
        break;
      }
      first.add(change);
    }
    StringBuilder text = new StringBuilder();
    int lines = 0;
    int left = LONGEST_TEXT;
    for (String line : unified) {
      left -= size(line) + 2;
      if (left < 0) {
        break;
      }
      text.append(line).append('\n');
      lines++;
    }
    return new SchemaDiff(
        basis,
        parent,
        note,
        counts,
        meanwhile,
        first,
        text.toString(),
        unified.size() - lines,
        null);
  }

  /** How much a text may take as JSON, in bytes. */
  private static int size(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < 0x20 || c > 0x7e ? 6 : c == '"' || c == '\\' ? 2 : 1;
    }
    return size;
  }
}
