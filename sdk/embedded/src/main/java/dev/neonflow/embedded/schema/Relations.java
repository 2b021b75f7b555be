package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables, and the columns and constraints of tables and views, by the relation's id. */
record Relations(
    Map<String, Table> tables,
    Map<String, List<Column>> columns,
    Map<String, List<Constraint>> constraints) {

  private static final Query TABLES =
      Query.of(
          """
      SELECT c.oid, c.relname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, c.relname) AS full, quote_ident(o.rolname) AS quoted_owner,
             c.relpersistence = 'u' AS unlogged, c.reloptions AS options,
             t.reloptions AS toast_options, pg_get_expr(c.relpartbound, c.oid) AS bound,
             CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
             CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
             CASE WHEN m.amname <> 'heap' THEN quote_ident(m.amname) END AS access_method,
             c.relreplident,
             ARRAY(SELECT i.inhparent::text FROM pg_inherits i WHERE i.inhrelid = c.oid
                   ORDER BY i.inhseqno) AS parents,
             ARRAY(SELECT format('%I.%I', pn.nspname, p.relname) FROM pg_inherits i
                   JOIN pg_class p ON p.oid = i.inhparent
                   JOIN pg_namespace pn ON pn.oid = p.relnamespace
                   WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parent_names
      FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
        LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
        LEFT JOIN pg_am m ON m.oid = c.relam
      WHERE c.relkind IN ('r', 'p') AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid")
              + " ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"",
          Kind.TABLE);

  private static final Query COLUMNS =
      Query.of(
          """
      SELECT a.attrelid, a.attnum, a.attname AS plain, quote_ident(a.attname) AS name,
             format_type(a.atttypid, a.atttypmod) AS type,
             CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation END
               AS collation,
             a.attislocal, a.attinhcount > 0 AS inherited, NOT a.attnotnull AS nullable,
             a.attgenerated,
             pg_get_expr(x.adbin, x.adrelid) AS expression, x.oid AS expression_oid,
             CASE WHEN a.attstorage <> t.typstorage THEN
               CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                 WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END END AS storage,
             CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
             a.attstattarget AS target, a.attoptions AS options,
             EXISTS (SELECT FROM pg_depend d JOIN pg_depend s
                       ON s.classid = 'pg_class'::regclass AND s.objid = d.refobjid
                       AND s.refclassid = 'pg_class'::regclass AND s.refobjid = a.attrelid
                       AND s.deptype = 'a'
                     WHERE d.classid = 'pg_attrdef'::regclass AND d.objid = x.oid
                       AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> a.attrelid)
               AS uses_owned
      FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef x ON x.adrelid = a.attrelid AND x.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid")
              + " ORDER BY a.attrelid, a.attnum",
          Kind.TABLE,
          Kind.VIEW);

  private static final Query CONSTRAINTS =
      Query.of(
          """
      SELECT k.oid, k.conrelid, k.conname AS plain, quote_ident(k.conname) AS name, k.contype,
             pg_get_constraintdef(k.oid) AS definition, k.conislocal,
             k.coninhcount > 0 AS inherited,
             k.connoinherit, k.convalidated OR NOT k.conenforced AS valid,
             k.conkey::text[] AS columns,
             format('%I ON %I.%I', k.conname, n.nspname, c.relname) AS full,
             count(*) FILTER (WHERE k.conislocal)
               OVER (PARTITION BY k.connamespace, k.conname) > 1 AS ambiguous
      FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype IN ('c', 'n', 'p', 'u', 'x', 'f') AND (k.contype <> 'f' OR k.conparentid = 0)
        AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "c.oid")
              + " ORDER BY k.conrelid, k.conname COLLATE \"C\"",
          Kind.TABLE);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(TABLES, COLUMNS, CONSTRAINTS);

  static Relations read(Snapshot snapshot, Comments comments) throws SQLException {
    Map<String, Table> tables = new LinkedHashMap<>();
    snapshot.rows(TABLES, Relations::table).forEach(t -> tables.put(t.oid(), t));
    return new Relations(
        tables,
        snapshot.rowsBy("attrelid", COLUMNS, Relations::column),
        snapshot.rowsBy("conrelid", CONSTRAINTS, row -> constraint(row, comments)));
  }

  List<Column> columnsOf(String relation) {
    return columns.getOrDefault(relation, List.of());
  }

  List<Constraint> constraintsOf(String relation) {
    return constraints.getOrDefault(relation, List.of());
  }

  /** The not-null constraint of a column. */
  Optional<Constraint> notNull(Column column) {
    String number = Long.toString(column.number());
    return constraintsOf(column.table()).stream()
        .filter(c -> c.type().equals("n") && c.columns().contains(number))
        .findFirst();
  }

  private static Table table(Row row) throws SQLException {
    List<String> options = new ArrayList<>();
    options.add(Text.options(row.list("options"), ""));
    options.add(Text.options(row.list("toast_options"), "toast."));
    options.removeIf(String::isEmpty);
    return new Table(
        row.text("oid"),
        row.text("schema"),
        row.text("name"),
        row.text("full"),
        row.text("owner"),
        row.text("quoted_owner"),
        row.is("unlogged"),
        String.join(", ", options),
        row.text("bound"),
        Text.settled(row.text("partition_key")),
        row.text("of_type"),
        row.text("access_method"),
        row.text("relreplident"),
        row.list("parents"),
        row.list("parent_names"));
  }

  private static Column column(Row row) throws SQLException {
    String expression = row.maybe("expression");
    return new Column(
        row.text("attrelid"),
        row.number("attnum"),
        row.text("name"),
        row.text("plain"),
        row.text("type"),
        row.text("collation"),
        row.is("attislocal"),
        row.is("inherited"),
        row.is("nullable"),
        row.text("attgenerated"),
        expression == null ? null : Text.settled(expression),
        "pg_attrdef:" + row.text("expression_oid"),
        row.is("uses_owned"),
        settings(row));
  }

  private static List<String> settings(Row row) throws SQLException {
    List<String> settings = new ArrayList<>();
    if (!row.text("storage").isEmpty()) {
      settings.add("SET STORAGE " + row.text("storage"));
    }
    if (!row.text("compression").isEmpty()) {
      settings.add("SET COMPRESSION " + row.text("compression"));
    }
    if (!row.text("target").isEmpty()) {
      settings.add("SET STATISTICS " + row.text("target"));
    }
    if (!row.list("options").isEmpty()) {
      settings.add("SET (" + Text.options(row.list("options"), "") + ")");
    }
    return settings;
  }

  private static Constraint constraint(Row row, Comments comments) throws SQLException {
    String key = "pg_constraint:" + row.text("oid");
    return new Constraint(
        key,
        row.text("conrelid"),
        row.text("name"),
        row.text("plain"),
        row.text("contype"),
        Text.settled(row.text("definition")),
        row.is("conislocal"),
        row.is("inherited"),
        row.is("connoinherit"),
        row.is("valid"),
        row.is("ambiguous"),
        row.list("columns"),
        comments.on(key, "CONSTRAINT " + row.text("full")));
  }
}
