package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

  private final List<Query> asked;
  private final Map<Query, ResultSet> found;

  private Snapshot(List<Query> asked, Map<Query, ResultSet> found) {
    this.asked = asked;
    this.found = found;
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

  /**
   * Reads within one transaction that leaves nothing behind in the session.
   *
   * @param queries what the work asks; all are sent in one message, for in a new session of a busy
   *     machine each answer that is waited for costs more than most of the questions
   */
  static <T> T read(Connection connection, List<Query> queries, Work<T> work) throws SQLException {
    if (!connection.getAutoCommit()) {
      throw new IllegalStateException(
          "The connection has a transaction of its caller; a schema is read in its own");
    }
    connection.setAutoCommit(false);
    T result;
    try (Statement first = connection.createStatement();
        Statement second = connection.createStatement()) {
      Set<Kind> present = present(first);
      result = work.read(new Snapshot(queries, ask(second, queries, present)));
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

  private static Set<Kind> present(Statement statement) throws SQLException {
    Set<Kind> present = EnumSet.noneOf(Kind.class);
    ResultSet set = results(statement, SETTINGS + ";\n" + Kind.question()).get(0);
    set.next();
    for (Kind kind : Kind.values()) {
      if (set.getBoolean(kind.name())) {
        present.add(kind);
      }
    }
    return present;
  }

  private static Map<Query, ResultSet> ask(
      Statement statement, List<Query> queries, Set<Kind> present) throws SQLException {
    List<Query> asked = queries.stream().filter(q -> q.mayFind(present)).distinct().toList();
    String text = asked.stream().map(Query::sql).collect(Collectors.joining(";\n"));
    List<ResultSet> results = asked.isEmpty() ? List.of() : results(statement, text);
    Map<Query, ResultSet> found = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      found.put(asked.get(i), results.get(i));
    }
    return found;
  }

  /** The results of those of the statements that have one. */
  private static List<ResultSet> results(Statement statement, String text) throws SQLException {
    statement.setEscapeProcessing(false);
    List<ResultSet> results = new ArrayList<>();
    boolean rows = statement.execute(text);
    while (rows || statement.getUpdateCount() >= 0) {
      if (rows) {
        results.add(statement.getResultSet());
      }
      rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
    }
    return results;
  }

  private static void end(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** What one of the queries has found; it can be read once. */
  <T> List<T> rows(Query query, Mapper<T> mapper) throws SQLException {
    List<T> values = new ArrayList<>();
    ResultSet set = found.get(query);
    if (set != null) {
      Row row = new Row(set);
      while (set.next()) {
        values.add(mapper.map(row));
      }
    } else if (!asked.contains(query)) {
      throw new IllegalStateException("This was not asked: " + query.sql());
    }
    return values;
  }

  /** The same, by what is in a column. */
  <T> Map<String, List<T>> rowsBy(String column, Query query, Mapper<T> mapper)
      throws SQLException {
    Map<String, List<T>> groups = new HashMap<>();
    rows(
        query,
        row ->
            groups
                .computeIfAbsent(row.text(column), key -> new ArrayList<>())
                .add(mapper.map(row)));
    return groups;
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
