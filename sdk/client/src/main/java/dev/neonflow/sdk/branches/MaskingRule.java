package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the values of one column in an anonymized branch.
 *
 * @param databaseName the database
 * @param schemaName the schema of the table
 * @param tableName the table
 * @param columnName the column
 * @param maskingFunction a call of PostgreSQL Anonymizer that makes the new values, such as {@code
 *     anon.fake_email()}; null if there is a value
 * @param maskingValue the one new value; null if there is a function
 */
public record MaskingRule(
    @Json(name = "database_name") String databaseName,
    @Json(name = "schema_name") String schemaName,
    @Json(name = "table_name") String tableName,
    @Json(name = "column_name") String columnName,
    @Json(name = "masking_function") @Nullable String maskingFunction,
    @Json(name = "masking_value") @Nullable String maskingValue) {

  /** Refuses both a function and a value. */
  public MaskingRule {
    if (maskingFunction != null && maskingValue != null) {
      throw new IllegalArgumentException("a column is masked by a function or by a value");
    }
  }

  /** New values by a call of PostgreSQL Anonymizer. */
  public static MaskingRule function(
      String database, String schema, String table, String column, String call) {
    return new MaskingRule(
        Checks.given(database, "databaseName"),
        Checks.given(schema, "schemaName"),
        Checks.given(table, "tableName"),
        Checks.given(column, "columnName"),
        Checks.present(call, "maskingFunction"),
        null);
  }

  /** The same value in each row. */
  public static MaskingRule value(
      String database, String schema, String table, String column, String value) {
    return new MaskingRule(
        Checks.given(database, "databaseName"),
        Checks.given(schema, "schemaName"),
        Checks.given(table, "tableName"),
        Checks.given(column, "columnName"),
        null,
        Checks.present(value, "maskingValue"));
  }
}
