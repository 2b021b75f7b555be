package dev.neonflow.embedded.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database's schema in both forms, of the same moment.
 *
 * @param text as {@link SchemaText} tells
 */
public record SchemaForms(String text, SchemaJson json) {

  private static final List<Query> QUERIES =
      Stream.concat(SchemaText.QUERIES.stream(), SchemaJson.QUERIES.stream()).toList();

  /**
   * Reads the connection's database at one moment.
   *
   * @param connection in auto-commit mode; its settings are as before afterwards
   * @throws IllegalStateException if the connection is in a transaction of its caller
   */
  public static SchemaForms of(Connection connection) throws SQLException {
    return Snapshot.read(connection, QUERIES, SchemaForms::read);
  }

  private static SchemaForms read(Snapshot snapshot) throws SQLException {
    Comments comments = Comments.read(snapshot);
    Relations relations = Relations.read(snapshot, comments);
    return new SchemaForms(
        SchemaText.read(snapshot, relations, comments), SchemaJson.read(snapshot, relations));
  }
}
