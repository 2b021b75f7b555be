package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Publications, and what they publish. */
final class Publications {

  private static final Query PUBLICATIONS =
      Query.of(
          """
      SELECT p.oid, p.pubname AS name, quote_ident(p.pubname) AS quoted, o.rolname AS owner,
             quote_ident(o.rolname) AS quoted_owner, p.puballtables, p.pubviaroot, p.pubgencols,
             concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
               CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
               CASE WHEN p.pubtruncate THEN 'truncate' END) AS publish
      FROM pg_publication p JOIN pg_roles o ON o.oid = p.pubowner
      WHERE\s"""
              + Snapshot.free("pg_publication", "p.oid"),
          Kind.PUBLICATION);

  private static final Query PUBLISHED =
      Query.of(
          """
      SELECT 'pg_publication_rel:' || r.oid AS key, p.pubname AS name, o.rolname AS owner,
             n.nspname || '.' || c.relname AS published, n.nspname AS schema,
             format('ALTER PUBLICATION %I ADD TABLE ONLY %I.%I', p.pubname, n.nspname, c.relname)
               AS statement,
             (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
              FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (r.prattrs))
               AS columns,
             pg_get_expr(r.prqual, r.prrelid) AS filter
      FROM pg_publication_rel r
        JOIN pg_publication p ON p.oid = r.prpubid
        JOIN pg_roles o ON o.oid = p.pubowner
        JOIN pg_class c ON c.oid = r.prrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      UNION ALL
      SELECT 'pg_publication_namespace:' || s.oid, p.pubname, o.rolname, n.nspname, n.nspname,
             format('ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I', p.pubname, n.nspname),
             NULL, NULL
      FROM pg_publication_namespace s
        JOIN pg_publication p ON p.oid = s.pnpubid
        JOIN pg_roles o ON o.oid = p.pubowner
        JOIN pg_namespace n ON n.oid = s.pnnspid""",
          Kind.PUBLICATION);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(PUBLICATIONS, PUBLISHED);

  private Publications() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    List<Item> items =
        new ArrayList<>(snapshot.rows(PUBLICATIONS, row -> publication(row, comments)));
    items.addAll(snapshot.rows(PUBLISHED, Publications::published));
    return items;
  }

  private static Item publication(Row row, Comments comments) throws SQLException {
    String key = "pg_publication:" + row.text("oid");
    String what = "PUBLICATION " + row.text("quoted");
    return Item.of(key, Rank.PUBLICATION, "", row.text("name"), "PUBLICATION", row.text("owner"))
        .saying(
            "CREATE "
                + what
                + (row.is("puballtables") ? " FOR ALL TABLES" : "")
                + " WITH (publish = "
                + Text.literal(row.text("publish"))
                + (row.is("pubviaroot") ? ", publish_via_partition_root = true" : "")
                + (row.text("pubgencols").equals("s") ? ", publish_generated_columns = stored" : "")
                + ");",
            "ALTER " + what + " OWNER TO " + row.text("quoted_owner") + ";",
            comments.on(key, what));
  }

  private static Item published(Row row) throws SQLException {
    String columns = row.text("columns");
    String filter = row.text("filter");
    return Item.of(
            row.text("key"),
            Rank.PUBLISHED,
            "",
            row.text("name") + " " + row.text("published"),
            "PUBLICATION TABLE",
            row.text("owner"))
        .saying(
            row.text("statement")
                + (columns.isEmpty() ? "" : " (" + columns + ")")
                + (filter.isEmpty() ? "" : " WHERE (" + Text.settled(filter) + ")")
                + ";");
  }
}
