package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * Which schema to read. Each method returns a changed copy.
 *
 * @param databaseName the database
 * @param point the place in the branch's history; null is now
 * @param format the form; null leaves it to Neon (SQL)
 */
public record SchemaQuery(
    String databaseName, @Nullable HistoryPoint point, @Nullable Format format) {

  /** The form of a schema. */
  public enum Format {
    /** Statements that make it. */
    @Json(name = "sql")
    SQL,
    /** Tables, columns and constraints as values. */
    @Json(name = "json")
    JSON,
    /** Refused in a query. */
    UNKNOWN
  }

  /** Refuses what cannot be sent. */
  public SchemaQuery {
    Checks.given(databaseName, "databaseName");
    if (format == Format.UNKNOWN) {
      throw new IllegalArgumentException("format UNKNOWN cannot be asked for");
    }
  }

  /** The schema of this database now, as SQL. */
  public static SchemaQuery of(String databaseName) {
    return new SchemaQuery(databaseName, null, null);
  }

  /** As it was there. */
  public SchemaQuery at(HistoryPoint place) {
    return new SchemaQuery(databaseName, Checks.present(place, "point"), format);
  }

  /** In this form. */
  public SchemaQuery format(Format form) {
    return new SchemaQuery(databaseName, point, Checks.present(form, "format"));
  }
}
