package dev.neonflow.workflows.migrate.restore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the catalogs describe it, or a partition of one.
 *
 * @param whole the table that it is a partition of, for people; null if it is none
 * @param isReadable whether the role may read all of its rows
 * @param types each column's type, in the columns' order
 * @param identity the columns of the primary key; empty if there is none
 */
record TableShape(
    String schema,
    String name,
    @Nullable String whole,
    boolean isPartitioned,
    boolean isReadable,
    List<String> columns,
    List<String> types,
    List<String> identity) {

  private static final String TABLES =
      """
      select n.nspname, c.relname, c.relkind = 'p',
        has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
          and not row_security_active(c.oid),
        coalesce((select array_agg(a.attname::text order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}'),
        coalesce((select array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum)
          from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '{}'),
        coalesce((select array_agg(a.attname::text order by a.attnum) from pg_index i
          join pg_attribute a on a.attrelid = i.indrelid
            and a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1])
          where i.indrelid = c.oid and i.indisprimary), '{}'),
        wn.nspname, w.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_inherits p on p.inhrelid = c.oid and c.relispartition
        left join pg_class w on w.oid = p.inhparent
        left join pg_namespace wn on wn.oid = w.relnamespace
      where c.relkind in ('r', 'p') and c.relpersistence <> 't'
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      order by 1, 2
      """;

  /** All tables of a database and their partitions, by their names for people. */
  static Map<String, TableShape> read(Connection connection) throws SQLException {
    Map<String, TableShape> tables = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        TableShape table =
            new TableShape(
                row.getString(1),
                row.getString(2),
                row.getString(9) == null ? null : shown(row.getString(8), row.getString(9)),
                row.getBoolean(3),
                row.getBoolean(4),
                list(row, 5),
                list(row, 6),
                list(row, 7));
        tables.put(table.shown(), table);
      }
    }
    return tables;
  }

  private static List<String> list(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** For people. */
  String shown() {
    return shown(schema, name);
  }

  private static String shown(String schema, String name) {
    return schema.equals("public") ? name : schema + "." + name;
  }

  /** For SQL, without what inherits from it but with its partitions. */
  String from() {
    return (isPartitioned ? "" : "only ") + quoted(schema) + "." + quoted(name);
  }

  String type(String column) {
    return types.get(columns.indexOf(column));
  }

  /** The columns that both have, in this one's order. */
  List<String> common(TableShape other) {
    return columns.stream().filter(other.columns::contains).toList();
  }

  /** What changed about the columns since the other one, for people. */
  List<String> changesSince(TableShape before) {
    List<String> changes = new ArrayList<>();
    if (whole == null && before.whole != null) {
      changes.add("table " + shown() + " was a partition of " + before.whole + ": it is one again");
    } else if (whole != null && before.whole == null) {
      changes.add("table " + shown() + " became a partition of " + whole + ": it is none again");
    }
    for (String column : columns) {
      String what = shown() + "." + column;
      if (!before.columns.contains(column)) {
        changes.add("column " + what + " was added: it goes, with its values");
      } else if (!type(column).equals(before.type(column))) {
        changes.add(
            "column "
                + what
                + " became "
                + type(column)
                + ": it is "
                + before.type(column)
                + " again");
      }
    }
    for (String column : before.columns) {
      if (!columns.contains(column)) {
        changes.add("column " + shown() + "." + column + " was dropped: it comes back");
      }
    }
    if (!identity.equals(before.identity)) {
      changes.add("the primary key of " + shown() + " changed: it is the earlier one again");
    }
    return changes;
  }

  /** Columns as the text of one row, which is the same wherever the values are. */
  static String row(List<String> columns) {
    return columns.stream()
        .map(TableShape::quoted)
        .collect(Collectors.joining(", ", "row(", ")::text"));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
