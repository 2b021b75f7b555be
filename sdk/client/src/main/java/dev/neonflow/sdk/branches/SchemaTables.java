package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database.
 *
 * @param tables all of them
 */
public record SchemaTables(List<Table> tables) {

  /**
   * A table.
   *
   * @param schema the schema it is in
   * @param name its name
   * @param columns its columns
   * @param constraints its constraints; null if Neon does not say
   */
  public record Table(
      String schema, String name, List<Column> columns, @Nullable List<Constraint> constraints) {}

  /**
   * A column.
   *
   * @param name its name
   * @param type its type, in PostgreSQL's words
   * @param nullable whether it may be NULL; null if Neon does not say
   * @param generated whether it is computed from others; null if Neon does not say
   */
  public record Column(
      String name, String type, @Nullable Boolean nullable, @Nullable Boolean generated) {}

  /**
   * A constraint.
   *
   * @param type its kind
   * @param columns the columns it is about, at least one
   * @param name its name
   * @param referencedTable what a foreign key points to; null on others
   */
  public record Constraint(
      ConstraintType type,
      List<String> columns,
      @Nullable String name,
      @Json(name = "referenced_table") @Nullable ReferencedTable referencedTable) {}

  /** The kind of a constraint. */
  public enum ConstraintType {
    /** Primary key. */
    PRIMARY_KEY,
    /** Unique. */
    UNIQUE,
    /** Foreign key. */
    FOREIGN_KEY,
    /** A kind that this version does not know. */
    UNKNOWN
  }

  /**
   * What a foreign key points to.
   *
   * @param schema the schema of the table
   * @param table its name
   * @param columns the columns there
   */
  public record ReferencedTable(String schema, String table, List<String> columns) {}
}
