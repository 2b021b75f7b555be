package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is in a database: equal before and after means that nobody touched a table, row or role. */
public final class ProductionChecksum {

  private static final String TABLES =
      "select format('%I.%I', n.nspname, c.relname) from pg_class c"
          + " join pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind in ('r', 'p', 'm')"
          + " and n.nspname not in ('pg_catalog', 'information_schema')"
          + " and n.nspname not like 'pg\\_toast%' order by 1";
  private static final String COLUMNS =
      "select md5(string_agg(concat_ws(' ', table_schema, table_name, column_name, data_type,"
          + " column_default, is_nullable), ';' order by table_schema, table_name,"
          + " ordinal_position)) from information_schema.columns"
          + " where table_schema not in ('pg_catalog', 'information_schema')";
  private static final String ROLES =
      "select md5(string_agg(r::text, ';' order by rolname)) from pg_roles r"
          + " where rolname not like 'pg\\_%'";

  private ProductionChecksum() {}

  /** Of the default branch's usual database. */
  public static String of(Neon neon, String projectId) throws SQLException {
    return of(
        neon.connectionUris().get(projectId, ConnectionUriQuery.of("neondb", "neondb_owner")));
  }

  /** Of the database at this place: one line for each table. */
  public static String of(ConnectionUri uri) throws SQLException {
    try (Connection connection = Jdbc.open(uri);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(TABLES)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      StringBuilder sum = new StringBuilder();
      sum.append("columns ").append(only(statement, COLUMNS)).append('\n');
      sum.append("roles ").append(only(statement, ROLES)).append('\n');
      for (String table : tables) {
        String rows =
            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '')"
                + " from only "
                + table
                + " t";
        sum.append(table).append(' ').append(only(statement, rows)).append('\n');
      }
      return sum.toString();
    }
  }

  private static String only(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
