package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Enumerations, composite types, ranges and domains. */
final class Types {

  private static final Query TYPES =
      Query.of(
          """
      SELECT t.oid, t.typname AS name, n.nspname AS schema, o.rolname AS owner, t.typtype AS kind,
             t.typrelid AS relation, format('%I.%I', n.nspname, t.typname) AS full,
             quote_ident(o.rolname) AS quoted_owner,
             format_type(t.typbasetype, t.typtypmod) AS base,
             pg_get_expr(t.typdefaultbin, 0) AS default_expression,
             CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation END
               AS collation,
             ARRAY(SELECT quote_literal(enumlabel) FROM pg_enum WHERE enumtypid = t.oid
                   ORDER BY enumsortorder) AS labels
      FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        JOIN pg_roles o ON o.oid = t.typowner
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
        LEFT JOIN pg_class c ON c.oid = t.typrelid
      WHERE t.typtype IN ('e', 'c', 'r', 'd') AND (t.typtype <> 'c' OR c.relkind = 'c') AND\s"""
              + Snapshot.users("n.nspname", "pg_type", "t.oid"),
          Kind.TYPE,
          Kind.COMPOSITE);

  private static final Query ATTRIBUTES =
      Query.of(
          """
      SELECT a.attrelid, a.attnum, quote_ident(a.attname) AS name,
             format_type(a.atttypid, a.atttypmod) AS type,
             CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END
               AS collation
      FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum""",
          Kind.COMPOSITE);

  private static final Query RANGE =
      Query.of(
          """
      SELECT r.rngtypid, format_type(r.rngsubtype, NULL) AS subtype,
             format_type(r.rngmultitypid, NULL) AS many,
             NULLIF(r.rngsubdiff::oid, 0)::regproc AS difference,
             NULLIF(r.rngcanonical::oid, 0)::regproc AS canonical,
             CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation END
               AS collation,
             CASE WHEN NOT c.opcdefault THEN format('%I.%I', n.nspname, c.opcname) END AS opclass
      FROM pg_range r
        JOIN pg_type s ON s.oid = r.rngsubtype
        JOIN pg_opclass c ON c.oid = r.rngsubopc
        JOIN pg_namespace n ON n.oid = c.opcnamespace
      WHERE r.rngtypid >= 16384""",
          Kind.RANGE);

  private static final Query CHECKS =
      Query.of(
          """
      SELECT contypid, oid, conname AS name, quote_ident(conname) AS quoted, contype,
             pg_get_constraintdef(oid) AS definition, convalidated
      FROM pg_constraint WHERE contypid >= 16384
      ORDER BY contypid, contype = 'c', conname COLLATE "C\"""",
          Kind.DOMAIN);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(TYPES, ATTRIBUTES, RANGE, CHECKS);

  private final Comments comments;
  private final List<Type> types;
  private final Map<String, List<Attribute>> attributes;
  private final Map<String, List<List<String>>> ranges;
  private final Map<String, List<Check>> checks;

  private Types(Snapshot snapshot, Comments comments) throws SQLException {
    this.comments = comments;
    this.types = snapshot.rows(TYPES, Types::type);
    this.attributes = snapshot.rowsBy("attrelid", ATTRIBUTES, Types::attribute);
    this.ranges = snapshot.rowsBy("rngtypid", RANGE, Types::parts);
    this.checks = snapshot.rowsBy("contypid", CHECKS, Types::check);
  }

  private record Type(
      String oid, String name, String full, String kind, String relation, Item item, String tail) {}

  private record Attribute(long number, String name, String definition) {}

  private record Check(String key, String name, String definition, boolean valid) {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    return new Types(snapshot, comments).items();
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Type type : types) {
      items.addAll(
          switch (type.kind()) {
            case "c" -> List.of(composite(type));
            case "r" -> List.of(range(type));
            case "d" -> domain(type);
            default -> List.of(made(type, type.tail()));
          });
    }
    return items;
  }

  private static Type type(Row row) throws SQLException {
    String kind = row.text("kind");
    String tail =
        switch (kind) {
          case "e" ->
              " AS ENUM ("
                  + row.list("labels").stream()
                      .collect(Collectors.joining(",\n    ", "\n    ", "\n"))
                  + ")";
          case "d" -> " AS " + row.text("base") + collation(row) + defaultOf(row);
          default -> "";
        };
    String oid = row.text("oid");
    Item item =
        Item.of(
            "pg_type:" + oid,
            Rank.TYPE,
            row.text("schema"),
            row.text("name"),
            kind.equals("d") ? "DOMAIN" : "TYPE",
            row.text("owner"));
    String owner =
        "ALTER "
            + (kind.equals("d") ? "DOMAIN " : "TYPE ")
            + row.text("full")
            + " OWNER TO "
            + row.text("quoted_owner")
            + ";";
    return new Type(
        oid,
        row.text("name"),
        row.text("full"),
        kind,
        row.text("relation"),
        item.saying(owner),
        tail);
  }

  private static String defaultOf(Row row) throws SQLException {
    String expression = row.maybe("default_expression");
    return expression == null ? "" : " DEFAULT " + Text.settled(expression);
  }

  private Item made(Type type, String tail) {
    String what = (type.kind().equals("d") ? "DOMAIN " : "TYPE ") + type.full();
    Item item = type.item();
    List<String> owner = item.statements();
    return new Item(
            item.keys(),
            item.rank(),
            item.schema(),
            item.name(),
            item.title(),
            item.owner(),
            List.of("CREATE " + what + tail + ";"),
            null)
        .saying(owner)
        .saying(comments.on("pg_type:" + type.oid(), what));
  }

  private static Attribute attribute(Row row) throws SQLException {
    String name = row.text("name");
    return new Attribute(
        row.number("attnum"), name, name + " " + row.text("type") + collation(row));
  }

  private Item composite(Type type) {
    String relation = "pg_class:" + type.relation();
    List<String> columns = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Attribute attribute : attributes.getOrDefault(type.relation(), List.of())) {
      String what = "COLUMN " + type.full() + "." + attribute.name();
      said.add(comments.on(relation, attribute.number(), what));
      columns.add("\n    " + attribute.definition());
    }
    String body = columns.isEmpty() ? "" : String.join(",", columns) + "\n";
    return made(type, " AS (" + body + ")").making(List.of(relation)).saying(said);
  }

  private static List<String> parts(Row row) throws SQLException {
    List<String> parts = new ArrayList<>();
    parts.add("subtype = " + row.text("subtype"));
    parts.add("multirange_type_name = " + row.text("many"));
    add(parts, "subtype_opclass", row.text("opclass"));
    add(parts, "collation", row.text("collation"));
    add(parts, "canonical", row.text("canonical"));
    add(parts, "subtype_diff", row.text("difference"));
    return parts;
  }

  private Item range(Type type) {
    List<String> parts = Objects.requireNonNull(ranges.get(type.oid())).get(0);
    return made(type, " AS RANGE (\n    " + String.join(",\n    ", parts) + "\n)");
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " = " + value);
    }
  }

  private List<Item> domain(Type type) {
    List<Check> all = checks.getOrDefault(type.oid(), List.of());
    Item whole = domain(type, all.stream().filter(Check::valid).toList());
    List<Item> items = new ArrayList<>();
    items.add(whole.splitting(() -> apart(type, all.stream().filter(Check::valid).toList())));
    all.stream().filter(c -> !c.valid()).forEach(c -> items.add(later(type, c)));
    return items;
  }

  private List<Item> apart(Type type, List<Check> checks) {
    List<Item> items = new ArrayList<>();
    items.add(domain(type, List.of()));
    checks.forEach(c -> items.add(later(type, c)));
    return items;
  }

  private Item domain(Type type, List<Check> checks) {
    String inline =
        checks.stream()
            .map(c -> "\n    CONSTRAINT " + c.name() + " " + c.definition())
            .collect(Collectors.joining());
    return made(type, type.tail() + inline)
        .making(checks.stream().map(Check::key).toList())
        .saying(checks.stream().map(c -> comment(type, c)).toList());
  }

  private Item later(Type type, Check check) {
    Item domain = type.item();
    String name = domain.name() + " " + check.name();
    return Item.of(
            check.key(), Rank.CHECK, domain.schema(), name, "CHECK CONSTRAINT", domain.owner())
        .saying(
            "ALTER DOMAIN "
                + type.full()
                + " ADD CONSTRAINT "
                + check.name()
                + " "
                + check.definition()
                + ";",
            comment(type, check));
  }

  private static Check check(Row row) throws SQLException {
    return new Check(
        "pg_constraint:" + row.text("oid"),
        row.text("quoted"),
        Text.settled(row.text("definition")),
        row.is("convalidated"));
  }

  private String comment(Type type, Check check) {
    return comments.on(check.key(), "CONSTRAINT " + check.name() + " ON DOMAIN " + type.full());
  }

  private static String collation(Row row) throws SQLException {
    String collation = row.text("collation");
    return collation.isEmpty() ? "" : " COLLATE " + collation;
  }
}
