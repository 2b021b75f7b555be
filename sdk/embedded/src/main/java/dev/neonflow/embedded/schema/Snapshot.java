package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One moment of a database: all that is read through it belongs together. */
final class Snapshot {

  /**
   * So that names are qualified and constants look the same in every session, and that no limit of
   * the database's owner ends the reading.
   */
  private static final String SETTINGS =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
      SET LOCAL statement_timeout = 0;
      SET LOCAL transaction_timeout = 0;
      SET LOCAL lock_timeout = 0;
      SET LOCAL search_path = '';
      SET LOCAL datestyle = 'ISO, YMD';
      SET LOCAL intervalstyle = 'postgres';
      SET LOCAL timezone = 'UTC';
      SET LOCAL extra_float_digits = 3;
      SET LOCAL bytea_output = 'hex';
      SET LOCAL quote_all_identifiers = off;
      SET LOCAL standard_conforming_strings = on""";

  private final Connection connection;

  private Snapshot(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  /** Reads what it needs. */
  @FunctionalInterface
  interface Work<T> {
    T read(Snapshot snapshot) throws SQLException;
  }

  /** Reads within one transaction that leaves nothing behind in the session. */
  static <T> T read(Connection connection, Work<T> work) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException(
          "The connection has a transaction of its caller; a schema is read in its own");
    }
    connection.setAutoCommit(false);
    T result;
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
      result = work.read(new Snapshot(connection));
    } catch (SQLException | RuntimeException e) {
      try {
        end(connection);
      } catch (SQLException consequence) {
        e.addSuppressed(consequence);
      }
      throw e;
    }
    end(connection);
    return result;
  }

  private static void end(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  <T> List<T> rows(String sql, Mapper<T> mapper) throws SQLException {
    List<T> values = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet set = statement.executeQuery(sql)) {
        Row row = new Row(set);
        while (set.next()) {
          values.add(mapper.map(row));
        }
      }
    }
    return values;
  }

  /** A condition: the schema is not PostgreSQL's, and the object is not an extension's. */
  static String users(String schema, String catalog, String oid) {
    return schema
        + " !~ '^pg_' AND "
        + schema
        + " <> 'information_schema' AND "
        + free(catalog, oid);
  }

  /** A condition: the object does not belong to an extension. */
  static String free(String catalog, String oid) {
    return "NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '"
        + catalog
        + "'::regclass AND e.objid = "
        + oid
        + " AND e.deptype = 'e')";
  }
}
