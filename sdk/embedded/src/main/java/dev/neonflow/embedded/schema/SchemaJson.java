package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database, as Neon's API shows them with {@code format=json}: ordered by schema
 * and name, columns in their own order, constraints by name. Views and what belongs to extensions
 * are left out.
 */
public record SchemaJson(List<Table> tables) {

  private static final Query CONSTRAINTS =
      Query.of(
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
      ORDER BY k.conrelid, k.conname COLLATE "C\"""",
          Kind.TABLE);

  /** What it asks besides what {@link Relations} does. */
  static final List<Query> QUERIES = List.of(CONSTRAINTS);

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
    return SchemaForms.of(connection).json();
  }

  static SchemaJson read(Snapshot snapshot, Relations relations) throws SQLException {
    Map<String, List<Constraint>> constraints =
        snapshot.rowsBy("conrelid", CONSTRAINTS, SchemaJson::constraint);
    return new SchemaJson(
        relations.tables().values().stream()
            .map(
                table ->
                    new Table(
                        table.schema(),
                        table.name(),
                        relations.columnsOf(table.oid()).stream().map(SchemaJson::column).toList(),
                        constraints.getOrDefault(table.oid(), List.of())))
            .toList());
  }

  private static Column column(dev.neonflow.embedded.schema.Column column) {
    return new Column(column.plainName(), column.type(), column.nullable(), column.computed());
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
