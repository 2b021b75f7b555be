package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Functions, procedures and aggregates. */
final class Functions {

  private static final Query FUNCTIONS =
      Query.of(
          """
      SELECT p.oid, p.proname AS name, n.nspname AS schema, o.rolname AS owner, p.prokind AS kind,
             format('%I.%I', n.nspname, p.proname) AS full, quote_ident(o.rolname) AS quoted_owner,
             pg_get_function_identity_arguments(p.oid) AS arguments,
             p.prosqlbody IS NOT NULL AS parsed,
             pg_get_functiondef(p.oid) AS definition
      FROM pg_proc p
        JOIN pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_roles o ON o.oid = p.proowner
      WHERE p.prokind <> 'a' AND\s"""
              + Snapshot.users("n.nspname", "pg_proc", "p.oid")
              + " AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass"
              + " AND i.objid = p.oid AND i.deptype = 'i')",
          Kind.FUNCTION);

  private static final Query AGGREGATES =
      Query.of(
          """
      SELECT p.oid, p.proname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, p.proname) AS full, quote_ident(o.rolname) AS quoted_owner,
             COALESCE(NULLIF(pg_get_function_identity_arguments(p.oid), ''), '*') AS arguments,
             p.proparallel AS parallel,
             a.aggkind AS kind, a.aggtransfn, format_type(a.aggtranstype, NULL) AS state,
             a.aggtransspace, NULLIF(a.aggfinalfn::oid, 0)::regproc AS aggfinalfn,
             a.aggfinalextra, a.aggfinalmodify,
             NULLIF(a.aggcombinefn::oid, 0)::regproc AS aggcombinefn,
             NULLIF(a.aggserialfn::oid, 0)::regproc AS aggserialfn,
             NULLIF(a.aggdeserialfn::oid, 0)::regproc AS aggdeserialfn, a.agginitval,
             NULLIF(a.aggmtransfn::oid, 0)::regproc AS aggmtransfn,
             NULLIF(a.aggminvtransfn::oid, 0)::regproc AS aggminvtransfn,
             CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS moving,
             a.aggmtransspace, NULLIF(a.aggmfinalfn::oid, 0)::regproc AS aggmfinalfn,
             a.aggmfinalextra, a.aggmfinalmodify, a.aggminitval,
             (SELECT format('OPERATOR(%I.%s)', s.nspname, x.oprname) FROM pg_operator x
              JOIN pg_namespace s ON s.oid = x.oprnamespace WHERE x.oid = a.aggsortop) AS sortop
      FROM pg_aggregate a
        JOIN pg_proc p ON p.oid = a.aggfnoid
        JOIN pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_roles o ON o.oid = p.proowner
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_proc", "p.oid"),
          Kind.AGGREGATE);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(FUNCTIONS, AGGREGATES);

  private Functions() {}

  static List<Item> read(Snapshot snapshot, Comments comments) throws SQLException {
    List<Item> items = new ArrayList<>();
    items.addAll(
        snapshot.rows(
            FUNCTIONS,
            row -> {
              String kind = row.text("kind").equals("p") ? "PROCEDURE" : "FUNCTION";
              String created =
                  row.text("definition")
                      .replaceFirst("^CREATE OR REPLACE ", "CREATE ")
                      .stripTrailing();
              return item(
                  row,
                  comments,
                  kind,
                  Rank.FUNCTION,
                  (row.is("parsed") ? Text.settled(created) : created) + ";");
            }));
    items.addAll(
        snapshot.rows(
            AGGREGATES,
            row ->
                item(
                    row,
                    comments,
                    "AGGREGATE",
                    Rank.AGGREGATE,
                    "CREATE AGGREGATE "
                        + row.text("full")
                        + "("
                        + row.text("arguments")
                        + ") (\n    "
                        + String.join(",\n    ", parts(row))
                        + "\n);")));
    return items;
  }

  private static Item item(Row row, Comments comments, String kind, Rank rank, String created)
      throws SQLException {
    String key = "pg_proc:" + row.text("oid");
    String arguments = row.text("arguments");
    String what = kind + " " + row.text("full") + "(" + arguments + ")";
    String name = row.text("name") + "(" + arguments + ")";
    return Item.of(key, rank, row.text("schema"), name, kind, row.text("owner"))
        .saying(
            created,
            "ALTER " + what + " OWNER TO " + row.text("quoted_owner") + ";",
            comments.on(key, what));
  }

  private static List<String> parts(Row row) throws SQLException {
    List<String> parts = new ArrayList<>();
    add(parts, "SFUNC", row.text("aggtransfn"));
    add(parts, "STYPE", row.text("state"));
    add(parts, "SSPACE", row.number("aggtransspace"));
    add(parts, "FINALFUNC", row.text("aggfinalfn"));
    flag(parts, "FINALFUNC_EXTRA", row.is("aggfinalextra"));
    String usual = row.text("kind").equals("n") ? "r" : "w";
    modify(parts, "FINALFUNC_MODIFY", usual, row.text("aggfinalmodify"));
    add(parts, "COMBINEFUNC", row.text("aggcombinefn"));
    add(parts, "SERIALFUNC", row.text("aggserialfn"));
    add(parts, "DESERIALFUNC", row.text("aggdeserialfn"));
    String first = row.maybe("agginitval");
    add(parts, "INITCOND", first == null ? "" : Text.literal(first));
    add(parts, "MSFUNC", row.text("aggmtransfn"));
    add(parts, "MINVFUNC", row.text("aggminvtransfn"));
    add(parts, "MSTYPE", row.text("moving"));
    add(parts, "MSSPACE", row.number("aggmtransspace"));
    add(parts, "MFINALFUNC", row.text("aggmfinalfn"));
    flag(parts, "MFINALFUNC_EXTRA", row.is("aggmfinalextra"));
    modify(parts, "MFINALFUNC_MODIFY", usual, row.text("aggmfinalmodify"));
    String moving = row.maybe("aggminitval");
    add(parts, "MINITCOND", moving == null ? "" : Text.literal(moving));
    add(parts, "SORTOP", row.text("sortop"));
    flag(parts, "HYPOTHETICAL", row.text("kind").equals("h"));
    add(
        parts,
        "PARALLEL",
        switch (row.text("parallel")) {
          case "s" -> "SAFE";
          case "r" -> "RESTRICTED";
          default -> "";
        });
    return parts;
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + " = " + value);
    }
  }

  private static void add(List<String> parts, String name, long value) {
    add(parts, name, value == 0 ? "" : Long.toString(value));
  }

  private static void flag(List<String> parts, String name, boolean set) {
    if (set) {
      parts.add(name);
    }
  }

  private static void modify(List<String> parts, String name, String usual, String value) {
    if (!value.equals(usual)) {
      add(
          parts,
          name,
          switch (value) {
            case "r" -> "READ_ONLY";
            case "s" -> "SHAREABLE";
            default -> "READ_WRITE";
          });
    }
  }
}
