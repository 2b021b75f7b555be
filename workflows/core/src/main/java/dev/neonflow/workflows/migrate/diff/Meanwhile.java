package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.migrate.diff.SchemaChange.Action;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parent did since the branch was made, where the branch touches the same. */
final class Meanwhile {
  private final String parent;
  private final Catalog base;
  private final Map<ObjectId, ObjectChange> changes;

  /** The tables of which something differs on the two sides. */
  private final Set<ObjectId> different = new HashSet<>();

  /** One of the parent's changes of each table. */
  private final Map<ObjectId, ObjectChange> inTables = new HashMap<>();

  private final Folding folding;

  Meanwhile(String parent, Catalog base, Catalog ours, Catalog theirs) {
    this.parent = parent;
    this.base = base;
    this.changes = ObjectChange.between(base, theirs);
    this.folding = new Folding(base, theirs, changes);
    changes.values().forEach(change -> inTables.putIfAbsent(theirs.root(change.id()), change));
    for (ObjectId id : ObjectChange.between(ours, theirs).keySet()) {
      different.add(id);
      different.add((ours.has(id) ? ours : theirs).root(id));
    }
  }

  /** How many objects the parent changed since; what goes with others is not counted. */
  int count() {
    return (int) changes.values().stream().filter(c -> !folding.isFolded(c)).count();
  }

  /** What the parent did to the object that the branch changed; null for nothing. */
  @Nullable String about(ObjectChange mine) {
    ObjectId id = mine.id();
    ObjectChange same = changes.get(id);
    if (same != null) {
      return !different.contains(id)
          ? parent + " has made the same change meanwhile"
          : parent + " " + did(same) + " it meanwhile, too";
    }
    ObjectId root = base.root(id);
    ObjectChange ofRoot = changes.get(root);
    if (ofRoot != null && ofRoot.action() == Action.REMOVED) {
      return parent + " removed " + root.words() + " meanwhile";
    }
    if (mine.action() == Action.REMOVED) {
      ObjectChange theirsToo = inTables.get(id);
      if (theirsToo != null) {
        return parent + " " + did(theirsToo) + " " + theirsToo.id().words() + " meanwhile";
      }
    }
    return null;
  }

  private static String did(ObjectChange change) {
    return switch (change.action()) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
    };
  }
}
