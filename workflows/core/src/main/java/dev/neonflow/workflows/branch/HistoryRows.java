package dev.neonflow.workflows.branch;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * What a tool's tables held at one moment.
 *
 * @param tables those that are there
 */
record HistoryRows(List<Table> tables) {

  private static final int DIGEST_LENGTH = 32;

  private static final String COLUMNS =
      """
      select n.nspname, a.attname
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid
      where n.nspname = coalesce(?, current_schema()) and c.relname = ? and c.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by a.attnum
      """;

  HistoryRows {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param columns without generated ones
   * @param text the rows, as PostgreSQL's COPY writes them
   */
  record Table(String schema, String name, List<String> columns, long rows, String text) {

    Table {
      columns = List.copyOf(columns);
    }

    /** Quoted, with its schema. */
    String quoted(Connection connection) throws SQLException {
      return quote(connection, schema) + "." + quote(connection, name);
    }

    /** Quoted, with commas in between. */
    String quotedColumns(Connection connection) throws SQLException {
      List<String> quoted = new ArrayList<>();
      for (String column : columns) {
        quoted.add(quote(connection, column));
      }
      return String.join(", ", quoted);
    }

    /** The rows may tell more than people who read logs may know. */
    @Override
    public String toString() {
      return schema + "." + name + ", " + rows + " rows";
    }
  }

  /** Reads all tables as they are at one moment; begins and ends a transaction. */
  static HistoryRows read(Connection connection, List<HistoryTable> wanted) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    sayTheSameEverywhere(connection);
    List<Table> found = new ArrayList<>();
    for (HistoryTable table : wanted) {
      Table there = read(connection, table);
      if (there != null) {
        found.add(there);
      }
    }
    connection.rollback();
    return new HistoryRows(found);
  }

  /** The text of equal rows is the same whoever asks; and rows that are hidden are an error. */
  private static void sayTheSameEverywhere(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local time zone 'UTC'");
      statement.execute("set local intervalstyle = 'postgres'");
      statement.execute("set local bytea_output = 'hex'");
      statement.execute("set local row_security = off");
    }
  }

  private static @Nullable Table read(Connection connection, HistoryTable wanted)
      throws SQLException {
    String schema = null;
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, wanted.schema());
      statement.setString(2, wanted.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          schema = rows.getString(1);
          columns.add(rows.getString(2));
        }
      }
    }
    if (schema == null) {
      return null;
    }
    Table empty = new Table(schema, wanted.name(), columns, 0, "");
    String list = empty.quotedColumns(connection);
    String query =
        String.format(
            "copy (select %s from %s order by row(%s)::text collate \"C\") to stdout",
            list, empty.quoted(connection), list);
    StringWriter text = new StringWriter();
    try {
      long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query, text);
      return new Table(schema, wanted.name(), columns, rows, text.toString());
    } catch (IOException e) {
      throw new SQLException("a connection broke", "08006", e);
    }
  }

  private static String quote(Connection connection, String name) throws SQLException {
    return connection.unwrap(PGConnection.class).escapeIdentifier(name);
  }

  /** How many rows there are in all tables. */
  long count() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  /** The names of the tables, for people. */
  String names() {
    return tables.stream().map(Table::name).collect(Collectors.joining(" and "));
  }

  /** A short text that is the same for the same rows, and tells nothing about them. */
  String digest() {
    MessageDigest digest = sha256();
    for (Table table : tables) {
      add(digest, table.schema());
      add(digest, table.name());
      add(digest, String.join("\n", table.columns()));
      add(digest, table.text());
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
