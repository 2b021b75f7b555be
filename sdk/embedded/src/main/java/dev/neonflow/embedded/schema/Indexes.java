package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Indexes, the constraints that have one, foreign keys, and extended statistics. */
final class Indexes {

  private static final Query INDEXES =
      Query.of(
          """
      SELECT i.indexrelid AS oid, i.indrelid, c.relname AS name, n.nspname AS schema,
             o.rolname AS owner, format('%I.%I', n.nspname, c.relname) AS full,
             c.reloptions AS options, quote_ident(c.relname) AS quoted,
             format('%I.%I', tn.nspname, t.relname) AS table_full,
             pg_get_indexdef(c.oid) AS definition, k.oid AS constraint_oid, i.indisclustered,
             i.indisreplident AND t.relreplident = 'i' AS identifies, t.relkind = 'm' AS of_view,
             (SELECT format('%I.%I', pn.nspname, p.relname) FROM pg_inherits h
              JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
              WHERE h.inhrelid = c.oid) AS parent,
             ARRAY(SELECT a.attnum || ' SET STATISTICS ' || a.attstattarget FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS targets
      FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_class t ON t.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_namespace tn ON tn.oid = t.relnamespace
        JOIN pg_roles o ON o.oid = c.relowner
        LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.conrelid = t.oid
          AND k.contype IN ('p', 'u', 'x')
      WHERE t.relkind IN ('r', 'p', 'm') AND (i.indisvalid OR t.relkind = 'p') AND i.indisready
        AND\s"""
              + Snapshot.users("n.nspname", "pg_class", "t.oid"),
          Kind.INDEX);

  private static final Query STATISTICS =
      Query.of(
          """
      SELECT s.oid, s.stxname AS name, n.nspname AS schema, o.rolname AS owner,
             format('%I.%I', n.nspname, s.stxname) AS full, quote_ident(o.rolname) AS quoted_owner,
             pg_get_statisticsobjdef(s.oid) AS definition, s.stxstattarget AS target
      FROM pg_statistic_ext s
        JOIN pg_namespace n ON n.oid = s.stxnamespace
        JOIN pg_roles o ON o.oid = s.stxowner
      WHERE\s"""
              + Snapshot.users("n.nspname", "pg_statistic_ext", "s.oid"),
          Kind.STATISTICS);

  /** What it asks. */
  static final List<Query> QUERIES = List.of(INDEXES, STATISTICS);

  private Indexes() {}

  static List<Item> read(Snapshot snapshot, Relations relations, Comments comments)
      throws SQLException {
    Map<String, Constraint> constraints = new HashMap<>();
    relations.constraints().values().stream()
        .flatMap(List::stream)
        .forEach(c -> constraints.put(c.key(), c));
    List<Item> items = new ArrayList<>();
    for (List<Item> made :
        snapshot.rows(INDEXES, row -> index(row, relations, constraints, comments))) {
      items.addAll(made);
    }
    constraints.values().stream()
        .filter(c -> c.type().equals("f"))
        .forEach(c -> items.add(foreignKey(c, relations)));
    items.addAll(snapshot.rows(STATISTICS, row -> statistics(row, comments)));
    return items;
  }

  private static List<Item> index(
      Row row, Relations relations, Map<String, Constraint> constraints, Comments comments)
      throws SQLException {
    String key = "pg_class:" + row.text("oid");
    String schema = row.text("schema");
    String name = row.text("name");
    String owner = row.text("owner");
    String table = row.text("table_full");
    Constraint constraint = constraints.get("pg_constraint:" + row.text("constraint_oid"));
    Item item;
    if (constraint == null) {
      item =
          Item.of(key, Rank.INDEX, schema, name, "INDEX", owner)
              .saying(Text.settled(row.text("definition")) + ";");
    } else {
      String options = Text.options(row.list("options"), "");
      item =
          constraint(constraint, relations, "ALTER TABLE ONLY ")
              .making(List.of(key))
              .saying(
                  options.isEmpty()
                      ? ""
                      : "ALTER INDEX " + row.text("full") + " SET (" + options + ");");
    }
    String full = row.text("full");
    List<String> targets =
        row.list("targets").stream()
            .map(t -> "ALTER INDEX " + full + " ALTER COLUMN " + t + ";")
            .toList();
    String relation = (row.is("of_view") ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ") + table;
    item =
        item.saying(targets)
            .saying(
                row.is("indisclustered")
                    ? relation + " CLUSTER ON " + row.text("quoted") + ";"
                    : "",
                row.is("identifies")
                    ? "ALTER TABLE ONLY "
                        + table
                        + " REPLICA IDENTITY USING INDEX "
                        + row.text("quoted")
                        + ";"
                    : "",
                comments.on(key, "INDEX " + row.text("full")));
    if (row.text("parent").isEmpty()) {
      return List.of(item);
    }
    String parent = row.text("parent");
    Item attached =
        Item.of("attached:" + row.text("oid"), Rank.ATTACHED_INDEX, schema, name, "", owner)
            .titled(name + "; Type: INDEX ATTACH")
            .saying("ALTER INDEX " + parent + " ATTACH PARTITION " + row.text("full") + ";");
    return List.of(item, attached);
  }

  private static Item foreignKey(Constraint constraint, Relations relations) {
    Table table = Objects.requireNonNull(relations.tables().get(constraint.table()));
    boolean whole = !table.partitionKey().isEmpty();
    return constraint(constraint, relations, whole ? "ALTER TABLE " : "ALTER TABLE ONLY ");
  }

  private static Item constraint(Constraint constraint, Relations relations, String alter) {
    Table table = Objects.requireNonNull(relations.tables().get(constraint.table()));
    boolean foreign = constraint.type().equals("f");
    return Item.of(
            constraint.key(),
            foreign ? Rank.FOREIGN_KEY : Rank.CONSTRAINT,
            table.schema(),
            table.name() + " " + constraint.plainName(),
            foreign ? "FK CONSTRAINT" : "CONSTRAINT",
            table.owner())
        .saying(alter + table.full() + "\n    ADD " + constraint.clause() + ";")
        .saying(constraint.comment());
  }

  private static Item statistics(Row row, Comments comments) throws SQLException {
    String key = "pg_statistic_ext:" + row.text("oid");
    String what = "STATISTICS " + row.text("full");
    String target = row.text("target");
    return Item.of(
            key,
            Rank.STATISTICS,
            row.text("schema"),
            row.text("name"),
            "STATISTICS",
            row.text("owner"))
        .saying(
            Text.settled(row.text("definition")) + ";",
            "ALTER " + what + " OWNER TO " + row.text("quoted_owner") + ";",
            target.isEmpty() ? "" : "ALTER " + what + " SET STATISTICS " + target + ";",
            comments.on(key, what));
  }
}
