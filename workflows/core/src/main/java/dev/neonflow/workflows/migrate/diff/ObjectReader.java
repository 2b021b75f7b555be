package dev.neonflow.workflows.migrate.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Understands what makes everything but tables. Methods give null for what they do not. */
final class ObjectReader {
  private static final List<String> DEFAULTS = List.of("DEFAULT", "=");
  private static final List<String> OF_A_DOMAIN =
      List.of("COLLATE", "DEFAULT", "NOT", "CONSTRAINT", "CHECK");
  private static final Set<String> ROUTINES =
      Set.of("function", "procedure", "aggregate", "routine");

  private final Catalog catalog;

  ObjectReader(Catalog catalog) {
    this.catalog = catalog;
  }

  /** What comes after {@code CREATE INDEX}. */
  @Nullable ObjectId index(boolean unique, Cursor cursor) {
    var unused = cursor.accept("CONCURRENTLY") || cursor.accept("IF", "NOT", "EXISTS");
    String name = cursor.sees("ON") ? "" : cursor.name();
    boolean on = cursor.accept("ON");
    boolean only = cursor.accept("ONLY");
    String table = cursor.name();
    if (!on || table.isEmpty()) {
      return null;
    }
    int dot = table.lastIndexOf('.');
    // An index is in its table's schema, which is not said again.
    String full = name.contains(".") || dot < 0 ? name : table.substring(0, dot + 1) + name;
    ObjectId id = new ObjectId(ObjectId.INDEX, table, full);
    String definition = (unique ? "UNIQUE " : "") + (only ? "ONLY " : "");
    catalog.set(id, Aspect.DEFINITION, definition + Cursor.line(cursor.rest()));
    return id;
  }

  /** A trigger, a policy or a rule: a name, and later a table after this word. */
  @Nullable ObjectId onTable(String kind, String word, Cursor cursor, Statement statement) {
    String name = cursor.name();
    while (!cursor.atEnd() && !cursor.sees(word)) {
      cursor.next();
    }
    var unused = cursor.accept(word);
    String table = cursor.name();
    if (name.isEmpty() || table.isEmpty()) {
      return null;
    }
    ObjectId id = new ObjectId(kind, table, name);
    catalog.set(id, Aspect.DEFINITION, Cursor.line(statement.tokens()));
    return id;
  }

  /** What comes after {@code CREATE TYPE}. */
  @Nullable ObjectId type(Cursor cursor) {
    String name = cursor.name();
    if (name.isEmpty()) {
      return null;
    }
    ObjectId id = ObjectId.of("type", name);
    if (cursor.accept("AS", "ENUM")) {
      List<String> values =
          Cursor.parts(cursor.parenthesized()).stream().map(Cursor::line).toList();
      catalog.set(id, Aspect.DEFINITION, "ENUM");
      catalog.set(id, Aspect.VALUES, String.join("\n", values));
    } else {
      catalog.append(id, Aspect.DEFINITION, Cursor.line(cursor.rest()));
      catalog.add(id);
    }
    return id;
  }

  /** What comes after {@code CREATE DOMAIN}. */
  @Nullable ObjectId domain(Cursor cursor) {
    String name = cursor.name();
    if (name.isEmpty()) {
      return null;
    }
    ObjectId id = ObjectId.of("domain", name);
    var unused = cursor.accept("AS");
    catalog.set(id, Aspect.TYPE, TableReader.type(cursor.upTo(OF_A_DOMAIN)));
    Set<String> checks = new TreeSet<>();
    while (!cursor.atEnd()) {
      String constraint = cursor.accept("CONSTRAINT") ? cursor.name() + " " : "";
      if (cursor.accept("NOT", "NULL")) {
        catalog.set(id, Aspect.NOT_NULL, "NOT NULL");
      } else if (cursor.accept("DEFAULT")) {
        catalog.set(id, Aspect.DEFAULT, Cursor.line(cursor.upTo(OF_A_DOMAIN)));
      } else if (cursor.accept("COLLATE")) {
        catalog.set(id, Aspect.COLLATION, cursor.name());
      } else {
        checks.add(constraint + Cursor.line(cursor.upTo(OF_A_DOMAIN)));
      }
    }
    catalog.set(id, Aspect.CHECKS, String.join("\n", checks));
    return id;
  }

  /** A function, procedure or aggregate: several may have one name, with other arguments. */
  @Nullable ObjectId routine(String kind, Cursor cursor) {
    String name = routineName(cursor);
    if (name.isEmpty()) {
      return null;
    }
    ObjectId id = ObjectId.of(kind, name);
    catalog.set(id, Aspect.DEFINITION, Cursor.line(cursor.rest()));
    catalog.add(id);
    return id;
  }

  private static String routineName(Cursor cursor) {
    String name = cursor.name();
    List<String> arguments = new ArrayList<>();
    for (List<Token> argument : Cursor.parts(cursor.parenthesized())) {
      Cursor words = new Cursor(argument);
      List<Token> kept = new ArrayList<>();
      while (!words.atEnd() && !words.seesAny(DEFAULTS) && !words.seesSymbol("=")) {
        kept.addAll(words.group());
      }
      arguments.add(TableReader.type(kept));
    }
    return name.isEmpty() ? "" : name + "(" + String.join(", ", arguments) + ")";
  }

  /** Anything that has a kind and a name. */
  @Nullable ObjectId other(String kind, boolean replaces, boolean unlogged, Cursor cursor) {
    ObjectId id = found(kind, cursor);
    if (id == null) {
      return null;
    }
    catalog.add(id);
    String definition = Cursor.line(cursor.rest());
    if (replaces) {
      // A view that others need first is made with nothing in it, and filled later.
      catalog.set(id, Aspect.DEFINITION, definition);
    } else {
      catalog.append(id, Aspect.DEFINITION, definition);
    }
    catalog.set(id, Aspect.LOGGING, unlogged ? "UNLOGGED" : "");
    return id;
  }

  /** What comes after {@code ALTER} and a kind other than a table's. */
  @Nullable ObjectId altered(String kind, Cursor cursor) {
    ObjectId id = found(kind, cursor);
    if (id == null) {
      return null;
    }
    if (cursor.accept("OWNER", "TO")) {
      catalog.set(id, Aspect.OWNER, cursor.name());
    } else if (cursor.accept("OWNED", "BY")) {
      catalog.set(id, Aspect.OWNED_BY, cursor.name());
    } else if (cursor.accept("ATTACH", "PARTITION")) {
      String child = cursor.name();
      ObjectId part = catalog.index(child).orElse(null);
      if (part == null) {
        return null;
      }
      catalog.set(part, Aspect.ATTACHED, id.name());
      return part;
    } else if (kind.equals("domain") && cursor.accept("ADD")) {
      catalog.append(id, Aspect.CHECKS, Cursor.line(cursor.rest()));
    } else {
      catalog.append(id, Aspect.SETTINGS, Cursor.line(cursor.rest()));
    }
    return id;
  }

  /** What comes after {@code COMMENT ON} and a kind. */
  @Nullable ObjectId commented(String kind, Cursor cursor) {
    ObjectId id;
    if (kind.equals(ObjectId.COLUMN)) {
      String column = cursor.name();
      int dot = column.lastIndexOf('.');
      if (dot < 0) {
        return null;
      }
      id = ObjectId.column(column.substring(0, dot), column.substring(dot + 1));
    } else {
      id = found(kind, cursor);
      if (id != null && cursor.accept("ON")) {
        var unused = cursor.accept("DOMAIN");
        id = new ObjectId(kind, cursor.name(), id.name());
      }
    }
    if (id == null || !cursor.accept("IS")) {
      return null;
    }
    ObjectId about =
        catalog.has(id) ? id : new ObjectId(ObjectId.COMMENT, id.table(), "on " + id.words());
    catalog.set(about, Aspect.COMMENT, Cursor.line(cursor.rest()));
    return about;
  }

  /** The object of a kind that the cursor names; as it is known where it is known. */
  private @Nullable ObjectId found(String kind, Cursor cursor) {
    var unused = cursor.accept("IF", "NOT", "EXISTS") || cursor.accept("IF", "EXISTS");
    if (ROUTINES.contains(kind)) {
      String routine = routineName(cursor);
      return routine.isEmpty() ? null : ObjectId.of(kind, routine);
    }
    String name =
        kind.equals("cast")
            ? Cursor.line(cursor.group())
            : kind.equals("user mapping") ? mapping(cursor) : cursor.name();
    StringBuilder full = new StringBuilder(name);
    if (kind.equals("operator")) {
      while (!cursor.atEnd() && !cursor.seesSymbol("(")) {
        full.append(cursor.next().text());
      }
    }
    if (full.toString().isBlank()) {
      return null;
    }
    ObjectId id = ObjectId.of(kind, full.toString());
    if (kind.equals(ObjectId.INDEX)) {
      return catalog.index(id.name()).orElse(id);
    }
    return id.isRelation() ? catalog.relation(id.name()).orElse(id) : id;
  }

  private static String mapping(Cursor cursor) {
    var unused = cursor.accept("FOR");
    String role = cursor.name();
    return cursor.accept("SERVER") ? role + " on " + cursor.name() : "";
  }

  /** What comes after {@code ALTER DEFAULT PRIVILEGES}. */
  ObjectId defaultPrivileges(Cursor cursor) {
    StringBuilder whose = new StringBuilder();
    while (!cursor.atEnd() && !cursor.sees("GRANT") && !cursor.sees("REVOKE")) {
      whose.append(cursor.next().text().toLowerCase(Locale.ROOT)).append(' ');
    }
    List<Token> rest = cursor.rest();
    List<String> words = rest.stream().map(Token::text).toList();
    int on = words.indexOf("ON");
    String what = on < 0 || on + 1 >= words.size() ? "" : "on " + words.get(on + 1);
    ObjectId id =
        ObjectId.of(
            ObjectId.DEFAULT_PRIVILEGES,
            (whose + what.toLowerCase(Locale.ROOT)).strip() + grantee(rest));
    catalog.append(id, Aspect.DEFINITION, Cursor.line(rest));
    return id;
  }

  /** A {@code GRANT} or {@code REVOKE} on an object. */
  @Nullable ObjectId privileges(Cursor cursor) {
    List<Token> before = cursor.upTo(List.of("ON"));
    if (!cursor.accept("ON")) {
      return null;
    }
    List<Token> target = cursor.upTo(List.of("TO", "FROM"));
    Cursor words = new Cursor(target);
    boolean other = target.size() > 1 && !words.sees("TABLE") && !words.sees("SEQUENCE");
    var unused = words.accept("TABLE") || words.accept("SEQUENCE");
    String relation = other && !target.get(1).isSymbol(".") ? "" : words.name();
    List<Token> end = cursor.rest();
    ObjectId id = new ObjectId(ObjectId.PRIVILEGES, relation, "on " + thing(target) + grantee(end));
    catalog.append(id, Aspect.DEFINITION, Cursor.line(before) + " " + Cursor.line(end));
    return id;
  }

  /** For example {@code table app.users}; tables may lack the word. */
  private static String thing(List<Token> target) {
    if (target.size() < 2 || target.get(1).isSymbol(".")) {
      return TableReader.type(target);
    }
    String kind = target.get(0).text().toLowerCase(Locale.ROOT);
    return kind + " " + ObjectId.plain(TableReader.type(target.subList(1, target.size())));
  }

  private static String grantee(List<Token> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("TO") || tokens.get(i).is("FROM")) {
        return " of " + tokens.get(i + 1).text();
      }
    }
    return "";
  }
}
