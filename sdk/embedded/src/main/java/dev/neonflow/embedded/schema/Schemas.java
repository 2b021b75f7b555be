package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Schemas, extensions and collations. */
final class Schemas {

  private static final String PUBLIC_COMMENT = "standard public schema";

  private static final Query SCHEMAS =
      Query.of(
          """
      SELECT n.oid, n.nspname AS name, quote_ident(n.nspname) AS quoted, o.rolname AS owner,
             quote_ident(o.rolname) AS quoted_owner,
             n.nspname = 'public' AND (o.rolname = 'pg_database_owner' OR n.nspowner = d.datdba)
               AS untouched
      FROM pg_namespace n
        JOIN pg_roles o ON o.oid = n.nspowner
        JOIN pg_database d ON d.datname = current_database()
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_namespace", "n.oid"));

  private static final Query EXTENSIONS =
      Query.of(
          """
      SELECT x.oid, x.extname AS name, quote_ident(x.extname) AS quoted,
             quote_ident(n.nspname) AS schema, obj_description(x.oid, 'pg_extension') AS comment,
             (SELECT a.comment FROM pg_available_extensions a WHERE a.name = x.extname) AS usual
      FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
      WHERE x.extname <> 'plpgsql'""",
          Kind.EXTENSION);

  private static final Query COLLATIONS =
      Query.of(
          """
      SELECT l.oid, l.collname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, l.collname) AS full, quote_ident(o.rolname) AS quoted_owner,
             l.collprovider AS provider, l.collisdeterministic AS deterministic,
             l.colllocale AS locale, l.collicurules AS rules, l.collcollate, l.collctype
      FROM pg_collation l
        JOIN pg_namespace n ON n.oid = l.collnamespace
        JOIN pg_roles o ON o.oid = l.collowner
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_collation", "l.oid"),
          Kind.COLLATION);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(SCHEMAS, EXTENSIONS, COLLATIONS);

  private Schemas() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    List<Item> items = new ArrayList<>(snapshot.rows(SCHEMAS, row -> schema(row, comments)));
    if (items.stream().noneMatch(i -> i.name().equals("public"))) {
      items.add(
          Item.of("pg_namespace:0", Rank.SCHEMA, "", "public", "SCHEMA", "")
              .saying("DROP SCHEMA public;"));
    }
    items.addAll(snapshot.rows(EXTENSIONS, Schemas::extension));
    items.addAll(snapshot.rows(COLLATIONS, row -> collation(row, comments)));
    return items;
  }

  private static Item schema(Row row, Comments comments) throws SQLException {
    String key = "pg_namespace:" + row.text("oid");
    String quoted = row.text("quoted");
    Item item = Item.of(key, Rank.SCHEMA, "", row.text("name"), "SCHEMA", row.text("owner"));
    String owner = "ALTER SCHEMA " + quoted + " OWNER TO " + row.text("quoted_owner") + ";";
    if (!row.text("name").equals("public")) {
      return item.saying(
          "CREATE SCHEMA " + quoted + ";", owner, comments.on(key, "SCHEMA " + quoted));
    }
    String comment = comments.text(key);
    return item.saying(
        row.is("untouched") ? "" : owner,
        comment.equals(PUBLIC_COMMENT)
            ? ""
            : "COMMENT ON SCHEMA public IS " + Text.literal(comment) + ";");
  }

  private static Item extension(Row row) throws SQLException {
    String comment = row.text("comment");
    String name = row.text("quoted");
    return Item.of(
            "pg_extension:" + row.text("oid"),
            Rank.EXTENSION,
            "",
            row.text("name"),
            "EXTENSION",
            "")
        .saying(
            "CREATE EXTENSION IF NOT EXISTS " + name + " WITH SCHEMA " + row.text("schema") + ";",
            comment.equals(row.text("usual"))
                ? ""
                : "COMMENT ON EXTENSION " + name + " IS " + Text.literal(comment) + ";");
  }

  private static Item collation(Row row, Comments comments) throws SQLException {
    String key = "pg_collation:" + row.text("oid");
    String what = "COLLATION " + row.text("full");
    String provider = row.text("provider");
    List<String> parts = new ArrayList<>();
    parts.add(
        "provider = "
            + switch (provider) {
              case "b" -> "builtin";
              case "i" -> "icu";
              default -> "libc";
            });
    if (!row.is("deterministic")) {
      parts.add("deterministic = false");
    }
    if (provider.equals("c")) {
      parts.add("lc_collate = " + Text.literal(row.text("collcollate")));
      parts.add("lc_ctype = " + Text.literal(row.text("collctype")));
    } else {
      parts.add("locale = " + Text.literal(row.text("locale")));
    }
    if (!row.text("rules").isEmpty()) {
      parts.add("rules = " + Text.literal(row.text("rules")));
    }
    return Item.of(
            key,
            Rank.COLLATION,
            row.text("schema"),
            row.text("name"),
            "COLLATION",
            row.text("owner"))
        .saying(
            "CREATE " + what + " (" + String.join(", ", parts) + ");",
            "ALTER " + what + " OWNER TO " + row.text("quoted_owner") + ";",
            comments.on(key, what));
  }
}
