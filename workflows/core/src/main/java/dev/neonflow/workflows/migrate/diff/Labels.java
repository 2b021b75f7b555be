package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.migrate.diff.SchemaChange.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What changes mean, by the locks and rewrites that PostgreSQL documents for them. */
final class Labels {
  private static final String CATALOG = "only the catalog changes";

  private final Catalog before;
  private final Catalog after;
  private final ColumnLabels columns;
  private final ConstraintLabels constraints;

  /** To which tables the foreign keys of each table point. */
  private final Map<String, Set<String>> references = new HashMap<>();

  Labels(Catalog before, Catalog after) {
    this.before = before;
    this.after = after;
    this.columns = new ColumnLabels(before, after);
    this.constraints = new ConstraintLabels(before, after);
    for (ObjectId id : after.ids()) {
      if (id.kind().equals(ObjectId.CONSTRAINT)) {
        ConstraintLabels.references(after.get(id, Aspect.DEFINITION))
            .filter(other -> before.has(ObjectId.table(other)))
            .ifPresent(
                other ->
                    references
                        .computeIfAbsent(id.table(), any -> new TreeSet<>())
                        .add(ObjectId.plain(other)));
      }
    }
  }

  Finding of(ObjectChange change) {
    return switch (change.id().kind()) {
      case ObjectId.COLUMN -> columns.of(change);
      case ObjectId.CONSTRAINT -> constraints.of(change);
      case ObjectId.COMMENT -> Finding.changed("only words");
      case ObjectId.STATEMENT -> Finding.changed("not understood; see the diff");
      case ObjectId.PRIVILEGES, ObjectId.DEFAULT_PRIVILEGES -> privileges(change);
      default -> other(change);
    };
  }

  private Finding other(ObjectChange change) {
    return switch (change.action()) {
      case ADDED -> added(change.id());
      case REMOVED -> removed(change.id());
      case CHANGED ->
          Finding.worst(change.aspects().stream().map(a -> changed(change.id(), a)).toList());
    };
  }

  private Finding added(ObjectId id) {
    return switch (id.kind()) {
      case ObjectId.TABLE -> newTable(id);
      case ObjectId.INDEX ->
          Finding.blocking(
              "stops writes to "
                  + ObjectId.plain(id.table())
                  + " while it is built, unless"
                  + " CONCURRENTLY");
      case "policy" -> Finding.changed("who may read and write which rows changes at once");
      case "trigger", "rule" -> Finding.additive("holds for what is written from now on");
      default -> Finding.additive("new");
    };
  }

  private Finding newTable(ObjectId id) {
    String parent = after.get(id, Aspect.PARTITION_OF);
    StringBuilder why =
        new StringBuilder(
            parent.isEmpty() || !before.has(ObjectId.table(parent))
                ? "new table"
                : "new partition; nobody can use "
                    + ObjectId.plain(parent)
                    + " for a moment, unless it is attached later");
    Set<String> others = references.getOrDefault(id.name(), Set.of());
    if (!others.isEmpty()) {
      why.append("; its foreign keys hold up writes to ");
      why.append(String.join(", ", others)).append(" for a moment");
    }
    return Finding.additive(why.toString());
  }

  private static Finding removed(ObjectId id) {
    return Finding.destructive(
        switch (id.kind()) {
          case ObjectId.TABLE -> "the table and its rows go, unless it was renamed";
          case ObjectId.INDEX ->
              "what used it gets slower; keeps others out for a moment, unless CONCURRENTLY";
          case ObjectId.SEQUENCE -> "its numbers begin anew if it comes back";
          case "extension" -> "what it brought goes";
          case "policy" -> "who may read and write which rows changes at once";
          case "trigger", "rule" -> "no longer runs";
          default -> "who relies on it fails";
        });
  }

  private Finding changed(ObjectId id, Aspect aspect) {
    boolean had = !before.get(id, aspect).isEmpty();
    return switch (aspect) {
      case DEFINITION -> redefined(id);
      case VALUES -> values(id);
      case CHECKS -> checks(id);
      case LOGGING, ACCESS_METHOD -> Finding.rewriting(aspect.words() + ": written anew, locked");
      case PARTITIONED -> Finding.destructive("partitioning: only by making the table anew");
      case PARTITION_OF, BOUND -> partition(id);
      case ROW_SECURITY ->
          Finding.changed("row level security: who may read and write which rows changes at once");
      case TYPE -> Finding.rewriting("made anew with another type, and with it what uses it");
      case NOT_NULL ->
          had
              ? Finding.additive("accepts NULL")
              : Finding.blocking("NOT NULL: every column of it is checked while it is locked");
      case COMMENT, OWNER, SETTINGS -> Finding.changed(aspect.words() + ": " + CATALOG);
      default -> Finding.changed(aspect.words() + ": at once, " + CATALOG);
    };
  }

  private Finding partition(ObjectId id) {
    String from = before.get(id, Aspect.PARTITION_OF);
    String to = after.get(id, Aspect.PARTITION_OF);
    if (to.isEmpty() || (!from.isEmpty() && !from.equals(to))) {
      return Finding.destructive(
          "its rows leave " + ObjectId.plain(from) + "; keeps others out, unless CONCURRENTLY");
    }
    return Finding.blocking(
        "attached to "
            + ObjectId.plain(to)
            + ": its rows are checked while it is locked, unless a"
            + " CHECK proves that they fit");
  }

  private Finding redefined(ObjectId id) {
    return switch (id.kind()) {
      case ObjectId.INDEX ->
          Finding.blocking(
              "built anew: stops writes to "
                  + ObjectId.plain(id.table())
                  + ", unless"
                  + " CONCURRENTLY");
      case "materialized view" -> Finding.rewriting("made anew: its rows are computed again");
      default -> Finding.changed("replaced at once");
    };
  }

  private Finding values(ObjectId id) {
    List<String> old = before.get(id, Aspect.VALUES).lines().toList();
    List<String> now = after.get(id, Aspect.VALUES).lines().toList();
    List<String> kept = new ArrayList<>(now);
    kept.retainAll(old);
    if (kept.equals(old)) {
      return Finding.additive("new values; usable once committed");
    }
    return Set.copyOf(kept).equals(Set.copyOf(old))
        ? Finding.rewriting("another order: the type, and the columns of it, are made anew")
        : Finding.destructive("values go, unless they were renamed");
  }

  private Finding checks(ObjectId id) {
    Set<String> added = new HashSet<>(after.get(id, Aspect.CHECKS).lines().toList());
    added.removeAll(before.get(id, Aspect.CHECKS).lines().toList());
    return added.isEmpty()
        ? Finding.additive("accepts more")
        : Finding.blocking(
            "new constraint: every column of it is checked while its tables are locked, unless NOT"
                + " VALID");
  }

  /** What is there may be a right that was given, or one that was taken from everybody. */
  private Finding privileges(ObjectChange change) {
    if (change.action() == Action.CHANGED) {
      return Finding.changed("who may do what changes at once");
    }
    boolean added = change.action() == Action.ADDED;
    String said = (added ? after : before).get(change.id(), Aspect.DEFINITION);
    boolean grants = said.contains("GRANT ");
    boolean revokes = said.contains("REVOKE ");
    if (grants && revokes) {
      return Finding.changed("who may do what changes at once");
    }
    return grants == added
        ? Finding.additive("allows more")
        : Finding.destructive("who relies on it is refused");
  }
}
