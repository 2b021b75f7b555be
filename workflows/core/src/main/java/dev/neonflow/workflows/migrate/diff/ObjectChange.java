package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.migrate.diff.SchemaChange.Action;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How an object differs between two catalogs.
 *
 * @param aspects what of it differs; empty if it is not in both
 */
record ObjectChange(ObjectId id, Action action, Set<Aspect> aspects) {

  /** All differences, in the order of the objects: those of after, then those that are gone. */
  static Map<ObjectId, ObjectChange> between(Catalog before, Catalog after) {
    Map<ObjectId, ObjectChange> changes = new LinkedHashMap<>();
    Set<ObjectId> all = new LinkedHashSet<>(after.ids());
    all.addAll(before.ids());
    for (ObjectId id : all) {
      Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
      for (Aspect aspect : Aspect.values()) {
        if (!before.get(id, aspect).equals(after.get(id, aspect))) {
          aspects.add(aspect);
        }
      }
      if (!before.has(id)) {
        changes.put(id, new ObjectChange(id, Action.ADDED, Set.of()));
      } else if (!after.has(id)) {
        changes.put(id, new ObjectChange(id, Action.REMOVED, Set.of()));
      } else if (!aspects.isEmpty()) {
        changes.put(id, new ObjectChange(id, Action.CHANGED, aspects));
      }
    }
    return changes;
  }
}
