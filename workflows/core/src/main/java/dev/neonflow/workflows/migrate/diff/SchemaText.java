package dev.neonflow.workflows.migrate.diff;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.DeltaType;
import com.github.difflib.patch.Patch;
import dev.neonflow.workflows.internal.json.KeptText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The statements of a schema as lines to compare: each object with what is about it. */
final class SchemaText {
  private static final int CONTEXT = 3;
  private static final Map<String, Integer> ORDER =
      Map.of(
          "schema",
          0,
          "extension",
          1,
          "type",
          2,
          "domain",
          2,
          "function",
          3,
          "procedure",
          3,
          "aggregate",
          3,
          ObjectId.DEFAULT_PRIVILEGES,
          6,
          ObjectId.STATEMENT,
          7);
  private static final int RELATIONS = 4;
  private static final int OTHERS = 5;

  private static final Comparator<ObjectId> BY_NAME =
      Comparator.comparingInt(SchemaText::order)
          .thenComparing(ObjectId::name)
          .thenComparing(ObjectId::kind)
          .thenComparing(ObjectId::table);

  /** How connections to other servers, and options of foreign servers, are written. */
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(password\\s*=?\\s*)(?:''[^']*''|'(?:[^']|'')*'?)|(password=)[^\\s'\",;)]+",
          Pattern.CASE_INSENSITIVE);

  private static final String HIDDEN = "(withheld: a password may be in this line)";

  private SchemaText() {}

  /** The difference in the unified form; empty if there is none. */
  static List<String> unified(String from, String to, Catalog before, Catalog after) {
    Map<ObjectId, List<String>> old = byObject(before);
    Map<ObjectId, List<String>> now = byObject(after);
    List<Change> changes = new ArrayList<>();
    TreeSet<ObjectId> all = new TreeSet<>(BY_NAME);
    all.addAll(old.keySet());
    all.addAll(now.keySet());
    int atOld = 0;
    int atNow = 0;
    // Object by object, for a difference of all at once takes the square of its length.
    for (ObjectId root : all) {
      List<String> mine = old.getOrDefault(root, List.of());
      List<String> others = now.getOrDefault(root, List.of());
      changes.addAll(changes(mine, atOld, others, atNow));
      atOld += mine.size();
      atNow += others.size();
    }
    List<String> lines = lines(old);
    return UnifiedDiffUtils.generateUnifiedDiff(
        from, to, lines, Patch.generate(lines, lines(now), changes), CONTEXT);
  }

  private static List<Change> changes(List<String> old, int atOld, List<String> now, int atNow) {
    if (old.isEmpty() || now.isEmpty()) {
      return old.isEmpty() && now.isEmpty()
          ? List.of()
          : List.of(
              new Change(
                  old.isEmpty() ? DeltaType.INSERT : DeltaType.DELETE,
                  atOld,
                  atOld + old.size(),
                  atNow,
                  atNow + now.size()));
    }
    List<Change> changes = new ArrayList<>();
    for (Change found :
        new MyersDiffWithLinearSpace<String>(SchemaText::isSame).computeDiff(old, now, null)) {
      Change change = moved(found, atOld, atNow);
      Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
      if (last != null && touch(last, change)) {
        changes.set(
            changes.size() - 1,
            new Change(
                DeltaType.CHANGE,
                last.startOriginal,
                change.endOriginal,
                last.startRevised,
                change.endRevised));
      } else {
        changes.add(change);
      }
    }
    return changes;
  }

  private static Change moved(Change change, int atOld, int atNow) {
    return new Change(
        change.deltaType,
        change.startOriginal + atOld,
        change.endOriginal + atOld,
        change.startRevised + atNow,
        change.endRevised + atNow);
  }

  /** What takes the place of lines comes after them, not before. */
  private static boolean touch(Change one, Change next) {
    return one.endOriginal == next.startOriginal && one.endRevised == next.startRevised;
  }

  /** A column that is no longer the last one of its table did not change because of the comma. */
  private static boolean isSame(String one, String other) {
    return one.equals(other) || one.equals(other + ",") || other.equals(one + ",");
  }

  /** The lines of all statements, whatever order the dump has, without what may be secret. */
  static List<String> lines(Catalog catalog) {
    return lines(byObject(catalog));
  }

  private static List<String> lines(Map<ObjectId, List<String>> byObject) {
    return byObject.values().stream().flatMap(List::stream).toList();
  }

  /** An empty line comes after each object. */
  private static Map<ObjectId, List<String>> byObject(Catalog catalog) {
    Map<ObjectId, List<String>> lines = new TreeMap<>(BY_NAME);
    for (Catalog.Written written : catalog.statements()) {
      List<String> ofObject =
          lines.computeIfAbsent(catalog.root(written.root()), any -> new ArrayList<>());
      written.text().lines().map(SchemaText::shown).forEach(ofObject::add);
    }
    lines.values().forEach(ofObject -> ofObject.add(""));
    return lines;
  }

  private static int order(ObjectId root) {
    return root.isRelation() ? RELATIONS : ORDER.getOrDefault(root.kind(), OTHERS);
  }

  /** A line without what may be a password. */
  static String shown(String line) {
    String masked = PASSWORD.matcher(line.stripTrailing()).replaceAll("$1$2(withheld)");
    return KeptText.showsSecret(masked) ? HIDDEN : masked;
  }
}
