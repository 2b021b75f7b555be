package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What happens on its own when rows change: rules and triggers. */
final class Triggers {

  private static final Query RULES =
      Query.of(
          """
      SELECT r.oid, r.rulename AS name, quote_ident(r.rulename) AS quoted, n.nspname AS schema,
             c.relname AS relation, format('%I.%I', n.nspname, c.relname) AS full,
             o.rolname AS owner, r.ev_enabled AS enabled, 'O' AS usual,
             pg_get_ruledef(r.oid) AS definition
      FROM pg_rewrite r
        JOIN pg_class c ON c.oid = r.ev_class
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
      WHERE r.rulename <> '_RETURN' AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.RULE);

  private static final Query TRIGGERS =
      Query.of(
          """
      SELECT t.oid, t.tgname AS name, quote_ident(t.tgname) AS quoted, n.nspname AS schema,
             c.relname AS relation, format('%I.%I', n.nspname, c.relname) AS full,
             o.rolname AS owner, t.tgenabled AS enabled, COALESCE(p.tgenabled, 'O') AS usual,
             CASE WHEN t.tgparentid = 0 THEN pg_get_triggerdef(t.oid) END AS definition
      FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
        LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
      WHERE (NOT t.tgisinternal OR t.tgparentid <> 0 AND NOT p.tgisinternal)
        AND (t.tgparentid = 0 OR t.tgenabled <> p.tgenabled) AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.TRIGGER);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(RULES, TRIGGERS);

  private Triggers() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    List<Item> items =
        new ArrayList<>(
            snapshot.rows(RULES, row -> item(row, comments, "pg_rewrite:", Rank.RULE, "RULE")));
    items.addAll(
        snapshot.rows(
            TRIGGERS, row -> item(row, comments, "pg_trigger:", Rank.TRIGGER, "TRIGGER")));
    return items;
  }

  private static Item item(Row row, Comments comments, String catalog, Rank rank, String kind)
      throws SQLException {
    String key = catalog + row.text("oid");
    String definition = Text.settled(row.text("definition")).stripTrailing();
    String name = row.text("relation") + " " + row.text("name");
    String change =
        switch (row.text("enabled")) {
          case "D" -> "DISABLE ";
          case "R" -> "ENABLE REPLICA ";
          case "A" -> "ENABLE ALWAYS ";
          default -> "ENABLE ";
        };
    String end = definition.isEmpty() || definition.endsWith(";") ? "" : ";";
    return Item.of(key, rank, row.text("schema"), name, kind, row.text("owner"))
        .saying(
            definition + end,
            row.text("enabled").equals(row.text("usual"))
                ? ""
                : "ALTER TABLE "
                    + row.text("full")
                    + " "
                    + change
                    + kind
                    + " "
                    + row.text("quoted")
                    + ";",
            comments.on(key, kind + " " + row.text("quoted") + " ON " + row.text("full")));
  }
}
