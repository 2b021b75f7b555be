package dev.neonflow.workflows.migrate.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands what makes tables. */
final class TableReader {
  private static final List<String> CONSTRAINTS =
      List.of("CHECK", "UNIQUE", "PRIMARY", "FOREIGN", "LIKE");

  /** What may come after a column's type. */
  private static final List<String> OF_A_COLUMN =
      List.of(
          "COLLATE",
          "DEFAULT",
          "NOT",
          "NULL",
          "CONSTRAINT",
          "GENERATED",
          "CHECK",
          "PRIMARY",
          "UNIQUE",
          "REFERENCES",
          "OPTIONS",
          "STORAGE",
          "COMPRESSION");

  /** What may come after a table's columns. */
  private static final List<String> OF_A_TABLE =
      List.of("INHERITS", "PARTITION", "USING", "WITH", "SERVER", "OPTIONS", "TABLESPACE");

  private final Catalog catalog;

  TableReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** What comes after {@code CREATE TABLE}. */
  @Nullable ObjectId created(String kind, boolean unlogged, Cursor cursor) {
    var unused = cursor.accept("IF", "NOT", "EXISTS");
    String name = cursor.name();
    if (name.isEmpty()) {
      return null;
    }
    ObjectId table = ObjectId.of(kind, name);
    catalog.set(table, Aspect.LOGGING, unlogged ? "UNLOGGED" : "");
    if (cursor.accept("OF")) {
      catalog.set(table, Aspect.TYPE, cursor.name());
    } else if (cursor.accept("PARTITION", "OF")) {
      catalog.set(table, Aspect.PARTITION_OF, cursor.name());
    }
    for (List<Token> element : Cursor.parts(cursor.parenthesized())) {
      element(name, new Cursor(element));
    }
    while (!cursor.atEnd()) {
      tail(table, cursor);
    }
    return table;
  }

  private void tail(ObjectId table, Cursor cursor) {
    if (cursor.sees("FOR") || cursor.sees("DEFAULT")) {
      catalog.set(table, Aspect.BOUND, Cursor.line(cursor.upTo(OF_A_TABLE)));
      return;
    }
    Aspect aspect =
        cursor.sees("INHERITS")
            ? Aspect.INHERITS
            : cursor.sees("PARTITION")
                ? Aspect.PARTITIONED
                : cursor.sees("USING") ? Aspect.ACCESS_METHOD : Aspect.SETTINGS;
    catalog.append(table, aspect, Cursor.line(cursor.upTo(OF_A_TABLE)));
  }

  private void element(String table, Cursor cursor) {
    if (cursor.accept("CONSTRAINT")) {
      constraint(table, cursor.name(), cursor);
    } else if (cursor.seesAny(CONSTRAINTS) || seesExclusion(cursor)) {
      constraint(table, "", cursor);
    } else {
      column(table, cursor);
    }
  }

  /** A column may be called so without quotes. */
  private static boolean seesExclusion(Cursor cursor) {
    return cursor.sees("EXCLUDE", "USING") || cursor.seesSymbol("EXCLUDE", "(");
  }

  /** Since PostgreSQL 18 NOT NULL may be a constraint with a name; it is the column's here. */
  private void constraint(String table, String name, Cursor cursor) {
    if (cursor.accept("NOT", "NULL")) {
      String column = cursor.name();
      notNull(ObjectId.column(table, column), cursor);
      return;
    }
    String definition = Cursor.line(cursor.rest());
    ObjectId id = new ObjectId(ObjectId.CONSTRAINT, table, name.isEmpty() ? definition : name);
    catalog.set(id, Aspect.DEFINITION, definition);
  }

  private void notNull(ObjectId column, Cursor cursor) {
    String more =
        cursor.accept("NO", "INHERIT")
            ? " NO INHERIT"
            : cursor.accept("NOT", "VALID") ? " NOT VALID" : "";
    catalog.set(column, Aspect.NOT_NULL, "NOT NULL" + more);
  }

  private void column(String table, Cursor cursor) {
    ObjectId id = ObjectId.column(table, cursor.next().text());
    catalog.add(id);
    if (!cursor.accept("WITH", "OPTIONS") && !cursor.atEnd() && !cursor.seesAny(OF_A_COLUMN)) {
      catalog.set(id, Aspect.TYPE, type(cursor.upTo(OF_A_COLUMN)));
    }
    while (!cursor.atEnd()) {
      clause(id, cursor);
    }
  }

  private void clause(ObjectId id, Cursor cursor) {
    String constraint = cursor.accept("CONSTRAINT") ? cursor.name() : "";
    if (cursor.accept("NOT", "NULL")) {
      notNull(id, cursor);
    } else if (cursor.accept("COLLATE")) {
      catalog.set(id, Aspect.COLLATION, cursor.name());
    } else if (cursor.accept("DEFAULT")) {
      defaultsTo(id, cursor.upTo(OF_A_COLUMN));
    } else if (cursor.accept("GENERATED")) {
      generated(id, cursor);
    } else if (cursor.seesAny(CONSTRAINTS) || cursor.sees("REFERENCES")) {
      String definition = Cursor.line(cursor.upTo(OF_A_COLUMN));
      String name = constraint.isEmpty() ? id.name() + " " + definition : constraint;
      catalog.set(
          new ObjectId(ObjectId.CONSTRAINT, id.table(), name), Aspect.DEFINITION, definition);
    } else {
      catalog.append(id, Aspect.SETTINGS, Cursor.line(cursor.upTo(OF_A_COLUMN)));
    }
  }

  /** What inherits a default says that it has none by having NULL. */
  private void defaultsTo(ObjectId id, List<Token> expression) {
    String value = Cursor.line(expression);
    catalog.set(id, Aspect.DEFAULT, value.equals("NULL") ? "" : value);
  }

  private void generated(ObjectId id, Cursor cursor) {
    String how =
        cursor.accept("ALWAYS") ? "ALWAYS" : cursor.accept("BY", "DEFAULT") ? "BY DEFAULT" : "";
    if (cursor.accept("AS", "IDENTITY")) {
      List<Token> sequence = cursor.parenthesized();
      String options = Cursor.line(sequence);
      Cursor words = new Cursor(sequence);
      if (words.accept("SEQUENCE", "NAME")) {
        catalog.identity(words.name(), id.table());
      }
      catalog.set(id, Aspect.IDENTITY, "GENERATED " + how + " AS IDENTITY ( " + options + " )");
    } else {
      var unused = cursor.accept("AS");
      String expression = Cursor.line(cursor.group());
      String kept = cursor.atEnd() || cursor.seesAny(OF_A_COLUMN) ? "" : cursor.next().text();
      catalog.set(id, Aspect.GENERATED, expression + " " + kept);
    }
  }

  /** What comes after {@code ALTER TABLE}; it may also be about views and sequences. */
  @Nullable ObjectId altered(String kind, Cursor cursor) {
    var unused = cursor.accept("IF", "EXISTS") || cursor.accept("ONLY");
    String name = cursor.name();
    if (name.isEmpty()) {
      return null;
    }
    ObjectId table = catalog.relation(name).orElseGet(() -> ObjectId.of(kind, name));
    if (cursor.accept("ADD", "CONSTRAINT")) {
      constraint(name, cursor.name(), cursor);
    } else if (cursor.accept("ADD")) {
      constraint(name, "", cursor);
    } else if (cursor.accept("ALTER")) {
      var ignored = cursor.accept("COLUMN");
      alteredColumn(ObjectId.column(name, cursor.name()), cursor);
    } else if (cursor.accept("OWNER", "TO")) {
      catalog.set(table, Aspect.OWNER, cursor.name());
    } else if (cursor.accept("ATTACH", "PARTITION")) {
      ObjectId partition = ObjectId.table(cursor.name());
      ObjectId found = catalog.relation(partition.name()).orElse(partition);
      catalog.set(found, Aspect.PARTITION_OF, name);
      catalog.set(found, Aspect.BOUND, Cursor.line(cursor.rest()));
      return found;
    } else {
      enabled(table, cursor);
    }
    return table;
  }

  private void alteredColumn(ObjectId column, Cursor cursor) {
    if (cursor.accept("SET", "DEFAULT")) {
      defaultsTo(column, cursor.rest());
    } else if (cursor.accept("DROP", "DEFAULT")) {
      catalog.add(column);
    } else if (cursor.accept("SET", "NOT", "NULL")) {
      notNull(column, cursor);
    } else if (cursor.accept("ADD", "GENERATED")) {
      generated(column, cursor);
    } else {
      catalog.append(column, Aspect.SETTINGS, Cursor.line(cursor.rest()));
    }
  }

  /** Row level security, and what is switched off or on. */
  private void enabled(ObjectId table, Cursor cursor) {
    List<Token> rest = cursor.rest();
    String line = Cursor.line(rest);
    Cursor words = new Cursor(rest);
    if (line.endsWith("ROW LEVEL SECURITY")) {
      catalog.append(table, Aspect.ROW_SECURITY, line);
      return;
    }
    boolean switched = words.accept("ENABLE") || words.accept("DISABLE");
    var unused = words.accept("ALWAYS") || words.accept("REPLICA");
    for (String kind : List.of("trigger", "rule")) {
      if (switched && words.accept(kind)) {
        catalog.set(new ObjectId(kind, table.name(), words.name()), Aspect.ENABLED, line);
        return;
      }
    }
    catalog.append(table, Aspect.SETTINGS, line);
  }

  /** A type as PostgreSQL prints it. */
  static String type(List<Token> tokens) {
    return Cursor.line(tokens)
        .replace(" ( ", "(")
        .replace(" )", ")")
        .replace(" , ", ",")
        .replace(" . ", ".")
        .replace(" [", "[")
        .replace("[ ", "[")
        .replace(" ]", "]");
  }
}
