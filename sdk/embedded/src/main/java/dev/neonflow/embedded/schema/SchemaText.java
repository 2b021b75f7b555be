package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects of a database as the statements that make them again, in the manner of {@code pg_dump
 * --schema-only}. The same objects give the same text, whatever order they were made in, and the
 * text of a database that was built from the text is that text again. An empty database, with the
 * schema {@code public} as it is in every new one, gives only the settings at the top.
 *
 * <p>Replay it into an empty database in one go, in a session of its own (it changes settings), as
 * the owner of everything or as a superuser; roles must exist. Its statements must reach the server
 * as they are: with pgjdbc in {@code preferQueryMode=simple} and without escape processing.
 *
 * <p>Replay the text of somebody else as a superuser only if you would run their code as one, as
 * with a dump: PostgreSQL calls functions of generated columns, of the constraints of partitions,
 * and of domains in literals, already when it makes these.
 *
 * <p>Left out: what belongs to extensions, foreign tables and their servers, base types, operators,
 * casts, languages, text search, event triggers, subscriptions, tablespaces, security labels, and
 * the default privileges of {@code cloud_admin}.
 */
public final class SchemaText {

  private static final String SETTINGS =
      """
      SET statement_timeout = 0;
      SET lock_timeout = 0;
      SET client_encoding = 'UTF8';
      SET standard_conforming_strings = on;
      SET search_path = '';
      SET check_function_bodies = false;
      SET client_min_messages = warning;


      """;

  /** What it asks. */
  static final List<Query> QUERIES =
      Stream.of(
              Comments.QUERIES,
              Relations.QUERIES,
              Schemas.QUERIES,
              Types.QUERIES,
              Functions.QUERIES,
              Sequences.QUERIES,
              Views.QUERIES,
              Indexes.QUERIES,
              Triggers.QUERIES,
              Policies.QUERIES,
              Publications.QUERIES,
              Grants.QUERIES,
              Dependencies.QUERIES)
          .flatMap(List::stream)
          .toList();

  private SchemaText() {}

  /**
   * Reads the connection's database at one moment.
   *
   * @param connection in auto-commit mode; its settings are as before afterwards
   * @throws IllegalStateException if the connection is in a transaction of its caller
   */
  public static String of(Connection connection) throws SQLException {
    return SchemaForms.of(connection).text();
  }

  static String read(Snapshot snapshot, Relations relations, Comments comments)
      throws SQLException {
    List<Item> items = new ArrayList<>();
    items.addAll(Schemas.read(snapshot, comments));
    items.addAll(Types.read(snapshot, comments));
    items.addAll(Functions.read(snapshot, comments));
    items.addAll(Sequences.read(snapshot, comments));
    items.addAll(Tables.items(relations, comments));
    items.addAll(Views.read(snapshot, relations, comments));
    items.addAll(Indexes.read(snapshot, relations, comments));
    items.addAll(Triggers.read(snapshot, comments));
    items.addAll(Policies.read(snapshot, comments));
    items.addAll(Publications.read(snapshot, comments));
    items.addAll(Grants.read(snapshot));
    StringBuilder text = new StringBuilder(SETTINGS);
    Order.of(items, Dependencies.read(snapshot).edges()).forEach(item -> item.print(text));
    return text.toString().stripTrailing() + "\n";
  }
}
