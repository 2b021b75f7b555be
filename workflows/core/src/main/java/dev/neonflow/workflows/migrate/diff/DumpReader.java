package dev.neonflow.workflows.migrate.diff;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands a dump of a schema, by {@code pg_dump} or in its manner, well enough to say what its
 * objects are. Each statement that it does not understand becomes an object of its own.
 */
final class DumpReader {

  /** Kinds of more than one word. */
  private static final List<String[]> LONG_KINDS =
      List.of(
          new String[] {"MATERIALIZED", "VIEW"},
          new String[] {"FOREIGN", "TABLE"},
          new String[] {"FOREIGN", "DATA", "WRAPPER"},
          new String[] {"EVENT", "TRIGGER"},
          new String[] {"TEXT", "SEARCH", "CONFIGURATION"},
          new String[] {"TEXT", "SEARCH", "DICTIONARY"},
          new String[] {"TEXT", "SEARCH", "PARSER"},
          new String[] {"TEXT", "SEARCH", "TEMPLATE"},
          new String[] {"OPERATOR", "CLASS"},
          new String[] {"OPERATOR", "FAMILY"},
          new String[] {"ACCESS", "METHOD"},
          new String[] {"USER", "MAPPING"},
          new String[] {"LARGE", "OBJECT"});

  /** What a session is set to while a dump is replayed. */
  private static final Set<String> OF_THE_SESSION = Set.of("SET", "RESET");

  private final Catalog catalog = new Catalog();
  private final TableReader tables = new TableReader(catalog);
  private final ObjectReader others = new ObjectReader(catalog);

  private DumpReader() {}

  static Catalog read(String sql) {
    DumpReader reader = new DumpReader();
    Statement.of(sql).forEach(reader::read);
    return reader.catalog;
  }

  private void read(Statement statement) {
    Cursor cursor = new Cursor(statement.tokens());
    if (isOfTheSession(statement)) {
      return;
    }
    ObjectId id = understood(cursor, statement);
    if (id == null) {
      id = ObjectId.of(ObjectId.STATEMENT, Cursor.line(statement.tokens()));
      catalog.add(id);
    }
    catalog.written(id, statement.text());
  }

  private static boolean isOfTheSession(Statement statement) {
    Token first = statement.tokens().get(0);
    return OF_THE_SESSION.contains(first.text().toUpperCase(Locale.ROOT))
        || Cursor.line(statement.tokens()).startsWith("SELECT pg_catalog . set_config (");
  }

  /** The object that a statement is about; null if it was not understood. */
  private @Nullable ObjectId understood(Cursor cursor, Statement statement) {
    if (cursor.accept("CREATE")) {
      return created(cursor, statement);
    } else if (cursor.accept("ALTER", "DEFAULT", "PRIVILEGES")) {
      return others.defaultPrivileges(cursor);
    } else if (cursor.accept("ALTER")) {
      String kind = kind(cursor);
      return kind.equals(ObjectId.TABLE) || kind.equals("foreign table")
          ? tables.altered(kind, cursor)
          : others.altered(kind, cursor);
    } else if (cursor.accept("COMMENT", "ON")) {
      return others.commented(kind(cursor), cursor);
    } else if (cursor.sees("GRANT") || cursor.sees("REVOKE")) {
      return others.privileges(cursor);
    }
    return null;
  }

  private @Nullable ObjectId created(Cursor cursor, Statement statement) {
    boolean replaces = cursor.accept("OR", "REPLACE");
    boolean unlogged = cursor.accept("UNLOGGED");
    boolean unique = cursor.accept("UNIQUE");
    var unused = cursor.accept("CONSTRAINT") || cursor.accept("RECURSIVE");
    String kind = kind(cursor);
    return switch (kind) {
      case ObjectId.TABLE, "foreign table" -> tables.created(kind, unlogged, cursor);
      case ObjectId.INDEX -> others.index(unique, cursor);
      case "trigger", "policy" -> others.onTable(kind, "ON", cursor, statement);
      case "rule" -> others.onTable(kind, "TO", cursor, statement);
      case "type" -> others.type(cursor);
      case "domain" -> others.domain(cursor);
      case "function", "procedure", "aggregate" -> others.routine(kind, cursor);
      default -> others.other(kind, replaces, unlogged, cursor);
    };
  }

  private static String kind(Cursor cursor) {
    for (String[] kind : LONG_KINDS) {
      if (cursor.accept(kind)) {
        return String.join(" ", kind).toLowerCase(Locale.ROOT);
      }
    }
    return cursor.next().text().toLowerCase(Locale.ROOT);
  }
}
