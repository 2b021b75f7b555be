package dev.neonflow.workflows.migrate.diff;

import java.util.List;
import java.util.Optional;

/** What changes of constraints mean. */
final class ConstraintLabels {
  private static final String NOT_VALID = " NOT VALID";

  private final Catalog before;
  private final Catalog after;

  ConstraintLabels(Catalog before, Catalog after) {
    this.before = before;
    this.after = after;
  }

  Finding of(ObjectChange change) {
    String from = before.get(change.id(), Aspect.DEFINITION);
    String to = after.get(change.id(), Aspect.DEFINITION);
    return switch (change.action()) {
      case ADDED -> added(to);
      case REMOVED -> removed(from);
      case CHANGED ->
          from.equals(to)
              ? Finding.changed("only the catalog changes")
              : from.equals(to + NOT_VALID)
                  ? Finding.additive("validated: every row is checked, others go on")
                  : Finding.worst(List.of(added(to), Finding.changed("made anew")));
    };
  }

  private static Finding added(String definition) {
    if (definition.startsWith("FOREIGN KEY") || definition.startsWith("REFERENCES")) {
      return foreignKey(definition);
    }
    if (definition.endsWith(NOT_VALID) || definition.endsWith("NOT ENFORCED")) {
      return Finding.additive("rows that are there are not checked");
    }
    if (definition.startsWith("CHECK")) {
      return Finding.blocking(
          "every row is checked while nobody can use the table, unless NOT VALID first");
    }
    return Finding.blocking(
        "its index is built while nobody can use the table"
            + (definition.startsWith("EXCLUDE") ? "" : ", unless USING an index made before"));
  }

  private static Finding foreignKey(String definition) {
    return definition.endsWith(NOT_VALID) || definition.endsWith("NOT ENFORCED")
        ? Finding.additive("rows that are there are not checked")
        : Finding.blocking(
            "every row is checked while writes to it and to "
                + ObjectId.plain(references(definition).orElse("the other table"))
                + " wait, unless NOT VALID first");
  }

  /** The table that a foreign key points to; empty for other constraints. */
  static Optional<String> references(String definition) {
    if (!definition.startsWith("FOREIGN KEY") && !definition.startsWith("REFERENCES")) {
      return Optional.empty();
    }
    Cursor cursor = new Cursor(Lexer.tokens(definition));
    while (!cursor.atEnd() && !cursor.accept("REFERENCES")) {
      cursor.next();
    }
    return Optional.of(cursor.name()).filter(name -> !name.isEmpty());
  }

  private static Finding removed(String definition) {
    boolean indexed = definition.startsWith("PRIMARY") || definition.startsWith("UNIQUE");
    return Finding.destructive("no longer holds" + (indexed ? "; its index goes" : ""));
  }
}
