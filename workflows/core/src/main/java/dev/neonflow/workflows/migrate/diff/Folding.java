package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.migrate.diff.SchemaChange.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which changes go without saying: what a new table has, what went with one, what partitions take
 * over from their table.
 */
final class Folding {
  /** Of partitions of partitions; a dump that is broken may say that they go in a circle. */
  private static final int DEEPEST = 50;

  private final Catalog before;
  private final Catalog after;
  private final Map<ObjectId, ObjectChange> changes;
  private final Map<ObjectId, ObjectId> folded = new LinkedHashMap<>();
  private final Map<ObjectId, Map<String, Integer>> counts = new HashMap<>();

  Folding(Catalog before, Catalog after, Map<ObjectId, ObjectChange> changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
    for (ObjectChange change : changes.values()) {
      ObjectId root = root(change);
      if (root != null) {
        folded.put(change.id(), root);
      }
    }
    for (ObjectId id : folded.keySet()) {
      ObjectId last = id;
      ObjectId next = folded.get(id);
      for (int depth = 0; next != null && depth < DEEPEST; depth++) {
        last = next;
        next = folded.get(last);
      }
      String kind = last.kind().equals(id.kind()) ? "partition" : id.kind();
      counts.computeIfAbsent(last, any -> new LinkedHashMap<>()).merge(kind, 1, Integer::sum);
    }
  }

  /** Whether it goes with another change. */
  boolean isFolded(ObjectChange change) {
    return folded.containsKey(change.id());
  }

  private @Nullable ObjectId root(ObjectChange change) {
    Catalog side = change.action() == Action.REMOVED ? before : after;
    ObjectId id = change.id();
    String owning = side.get(id, Aspect.OWNED_BY);
    int dot = owning.lastIndexOf('.');
    if (dot > 0 && isSame(change, column(owning, dot))) {
      ObjectId table = side.root(id);
      return isSame(change, table) ? table : column(owning, dot);
    }
    ObjectId root = side.root(id);
    if (!root.equals(id) && change.action() != Action.CHANGED && isSame(change, root)) {
      return root;
    }
    ObjectId ofTable = ofPartitionedTable(id, side);
    return ofTable != null && !ofTable.equals(id) && isSame(change, ofTable) ? ofTable : null;
  }

  private static ObjectId column(String owning, int dot) {
    return ObjectId.column(owning.substring(0, dot), owning.substring(dot + 1));
  }

  private boolean isSame(ObjectChange change, ObjectId other) {
    ObjectChange found = changes.get(other);
    return found != null
        && found.action() == change.action()
        && Objects.equals(found.aspects(), change.aspects());
  }

  private static @Nullable ObjectId ofPartitionedTable(ObjectId id, Catalog side) {
    String index = side.get(id, Aspect.ATTACHED);
    if (!index.isEmpty()) {
      return side.index(index).orElse(null);
    }
    String parent = side.get(ObjectId.table(id.table()), Aspect.PARTITION_OF);
    boolean taken = id.kind().equals(ObjectId.COLUMN) || id.kind().equals(ObjectId.CONSTRAINT);
    return parent.isEmpty() || !taken ? null : new ObjectId(id.kind(), parent, id.name());
  }

  /** How many of what go with a change, for example {@code 5 columns, 1 index}; maybe empty. */
  String words(ObjectId root) {
    List<String> words = new ArrayList<>();
    counts.getOrDefault(root, Map.of()).forEach((kind, count) -> words.add(count(kind, count)));
    return String.join(", ", words);
  }

  private static String count(String kind, int count) {
    if (kind.equals(ObjectId.PRIVILEGES)) {
      return kind;
    }
    return count + " " + (count == 1 ? kind : plural(kind));
  }

  private static String plural(String kind) {
    return switch (kind) {
      case ObjectId.INDEX -> "indexes";
      case "policy" -> "policies";
      default -> kind + "s";
    };
  }
}
