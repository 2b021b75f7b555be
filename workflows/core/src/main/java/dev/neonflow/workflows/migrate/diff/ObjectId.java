package dev.neonflow.workflows.migrate.diff;

import java.util.Set;

/**
 * Which object of a schema. Names are as a dump writes them, with their schema and with quotes
 * where they need some.
 *
 * @param kind what it is, for example {@code column}
 * @param table the table or view that it is a part of; empty if it stands for itself
 * @param name its name, without that of the table
 */
record ObjectId(String kind, String table, String name) {
  static final String TABLE = "table";
  static final String COLUMN = "column";
  static final String CONSTRAINT = "constraint";
  static final String INDEX = "index";
  static final String SEQUENCE = "sequence";
  static final String COMMENT = "comment";
  static final String PRIVILEGES = "privileges";
  static final String DEFAULT_PRIVILEGES = "default privileges";

  /** What was not understood; its name is its whole text. */
  static final String STATEMENT = "statement";

  private static final Set<String> RELATIONS =
      Set.of(TABLE, "foreign table", "view", "materialized view", SEQUENCE);

  static ObjectId of(String kind, String name) {
    return new ObjectId(kind, "", name);
  }

  static ObjectId table(String name) {
    return of(TABLE, name);
  }

  static ObjectId column(String table, String name) {
    return new ObjectId(COLUMN, table, name);
  }

  /** Whether it shares its names with tables. */
  boolean isRelation() {
    return RELATIONS.contains(kind);
  }

  /** For people: without the schema {@code public}, which most need not read. */
  String words() {
    return switch (kind) {
      case COLUMN -> kind + " " + plain(table) + "." + name;
      case INDEX -> kind + " " + plain(name) + " on " + plain(table);
      case STATEMENT, COMMENT, PRIVILEGES, DEFAULT_PRIVILEGES -> kind + " " + name;
      default -> kind + " " + plain(name) + (table.isEmpty() ? "" : " on " + plain(table));
    };
  }

  /** A name without the schema {@code public}. */
  static String plain(String name) {
    return name.startsWith("public.") ? name.substring("public.".length()) : name;
  }
}
