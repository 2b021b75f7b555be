package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database, as Neon's API shows them with {@code format=json}: ordered by schema
 * and name, columns in their own order, constraints by name. Views and what belongs to extensions
 * are left out.
 */
public record SchemaJson(List<Table> tables) {

  private static final String TABLES =
      """
      SELECT c.oid, n.nspname AS schema, c.relname AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND\s"""
          + Snapshot.users("n.nspname", "pg_class", "c.oid")
          + " ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";

  private static final String COLUMNS =
      """
      SELECT a.attrelid, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
             NOT a.attnotnull AS nullable, a.attgenerated <> '' AS generated
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
      ORDER BY a.attrelid, a.attnum""";

  private static final String CONSTRAINTS =
      """
      SELECT k.conrelid, k.conname AS name, rn.nspname AS schema, r.relname AS relation,
             CASE k.contype WHEN 'p' THEN 'primary_key' WHEN 'u' THEN 'unique'
               ELSE 'foreign_key' END AS type,
             ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (num, pos)
                   JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
                   ORDER BY u.pos) AS columns,
             ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (num, pos)
                   JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num
                   ORDER BY u.pos) AS referenced
      FROM pg_constraint k
        LEFT JOIN pg_class r ON r.oid = k.confrelid
        LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
      WHERE k.contype IN ('p', 'u', 'f') AND k.conrelid <> 0
        AND NOT (k.contype = 'f' AND k.conparentid <> 0 AND EXISTS (
          SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid))
      ORDER BY k.conrelid, k.conname COLLATE "C\"""";

  /** Keeps its own list. */
  public SchemaJson {
    tables = List.copyOf(tables);
  }

  /** A table. */
  public record Table(
      String schema, String name, List<Column> columns, List<Constraint> constraints) {}

  /**
   * A column.
   *
   * @param type with its modifiers, as {@code character varying(20)}
   * @param generated whether its value is computed; identity is not
   */
  public record Column(String name, String type, boolean nullable, boolean generated) {}

  /**
   * A constraint.
   *
   * @param type {@code primary_key}, {@code unique} or {@code foreign_key}
   * @param referencedTable for a foreign key, else null
   */
  public record Constraint(
      String type, List<String> columns, String name, @Nullable Reference referencedTable) {}

  /** What a foreign key points at. */
  public record Reference(String schema, String table, List<String> columns) {}

  /**
   * Reads the connection's database at one moment.
   *
   * @param connection in auto-commit mode; its settings are as before afterwards
   * @throws IllegalStateException if the connection is in a transaction of its caller
   */
  public static SchemaJson of(Connection connection) throws SQLException {
    return Snapshot.read(connection, SchemaJson::read);
  }

  private static SchemaJson read(Snapshot snapshot) throws SQLException {
    Map<String, Table> tables = new LinkedHashMap<>();
    snapshot.rows(
        TABLES,
        row ->
            tables.put(
                row.text("oid"),
                new Table(
                    row.text("schema"), row.text("name"), new ArrayList<>(), new ArrayList<>())));
    snapshot.rows(
        COLUMNS,
        row -> {
          Table table = tables.get(row.text("attrelid"));
          return table != null
              && table
                  .columns()
                  .add(
                      new Column(
                          row.text("name"),
                          row.text("type"),
                          row.is("nullable"),
                          row.is("generated")));
        });
    snapshot.rows(
        CONSTRAINTS,
        row -> {
          Table table = tables.get(row.text("conrelid"));
          return table != null && table.constraints().add(constraint(row));
        });
    return new SchemaJson(
        tables.values().stream()
            .map(
                t ->
                    new Table(
                        t.schema(),
                        t.name(),
                        List.copyOf(t.columns()),
                        List.copyOf(t.constraints())))
            .toList());
  }

  private static Constraint constraint(Row row) throws SQLException {
    String type = row.text("type");
    Reference reference =
        type.equals("foreign_key")
            ? new Reference(row.text("schema"), row.text("relation"), row.list("referenced"))
            : null;
    return new Constraint(type, row.list("columns"), row.text("name"), reference);
  }
}
