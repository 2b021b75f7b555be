package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.List;

/** Sequences: free ones, those that a column owns, and those behind identity columns. */
final class Sequences {

  private static final Query SEQUENCES =
      Query.of(
          """
      SELECT c.oid, c.relname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, c.relname) AS full, quote_ident(o.rolname) AS quoted_owner,
             c.relpersistence = 'u' AS unlogged, format_type(s.seqtypid, NULL) AS type,
             s.seqstart AS start, s.seqincrement AS increment, s.seqcache AS cache,
             s.seqcycle AS cycle,
             CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1
                  ELSE CASE s.seqtypid WHEN 21 THEN -32768 WHEN 23 THEN -2147483648
                       ELSE -9223372036854775808 END END THEN s.seqmin END AS min,
             CASE WHEN s.seqmax <> CASE WHEN s.seqincrement < 0 THEN -1
                  ELSE CASE s.seqtypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647
                       ELSE 9223372036854775807 END END THEN s.seqmax END AS max,
             a.attidentity AS identity, quote_ident(a.attname) AS column,
             CASE WHEN t.oid IS NOT NULL THEN format('%I.%I', tn.nspname, t.relname) END
               AS table_full,
             t.relpersistence <> c.relpersistence AS differs
      FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid"),
          Kind.SEQUENCE);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(SEQUENCES);

  private Sequences() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    return snapshot.rows(SEQUENCES, row -> sequence(row, comments));
  }

  private static Item sequence(Row row, Comments comments) throws SQLException {
    String key = "pg_class:" + row.text("oid");
    String full = row.text("full");
    String comment = comments.on(key, "SEQUENCE " + full);
    String schema = row.text("schema");
    String name = row.text("name");
    String owner = row.text("owner");
    String identity = row.text("identity");
    String persistence = row.is("unlogged") ? "UNLOGGED" : "LOGGED";
    if (!identity.isEmpty()) {
      return Item.of(key, Rank.OWNED_SEQUENCE, schema, name, "SEQUENCE", owner)
          .saying(
              "ALTER TABLE "
                  + row.text("table_full")
                  + " ALTER COLUMN "
                  + row.text("column")
                  + " ADD GENERATED "
                  + (identity.equals("a") ? "ALWAYS" : "BY DEFAULT")
                  + " AS IDENTITY (\n    SEQUENCE NAME "
                  + full
                  + options(row)
                  + "\n);",
              row.is("differs") ? "ALTER SEQUENCE " + full + " SET " + persistence + ";" : "",
              comment);
    }
    String type = row.text("type").equals("bigint") ? "" : "\n    AS " + row.text("type");
    Item free =
        Item.of(key, Rank.RELATION, schema, name, "SEQUENCE", owner)
            .saying(
                (row.is("unlogged") ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ")
                    + full
                    + type
                    + options(row)
                    + ";",
                "ALTER SEQUENCE " + full + " OWNER TO " + row.text("quoted_owner") + ";",
                comment);
    String column = row.text("column");
    return column.isEmpty()
        ? free
        : free.saying(
            "ALTER SEQUENCE " + full + " OWNED BY " + row.text("table_full") + "." + column + ";");
  }

  private static String options(Row row) throws SQLException {
    String min = row.text("min");
    String max = row.text("max");
    return "\n    START WITH "
        + row.text("start")
        + "\n    INCREMENT BY "
        + row.text("increment")
        + (min.isEmpty() ? "\n    NO MINVALUE" : "\n    MINVALUE " + min)
        + (max.isEmpty() ? "\n    NO MAXVALUE" : "\n    MAXVALUE " + max)
        + "\n    CACHE "
        + row.text("cache")
        + (row.is("cycle") ? "\n    CYCLE" : "");
  }
}
