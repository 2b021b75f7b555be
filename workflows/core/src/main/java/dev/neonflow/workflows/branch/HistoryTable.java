package dev.neonflow.workflows.branch;

import org.jspecify.annotations.Nullable;

/**
 * A table in which a migration tool notes what it applied. Its rows say which migrations the schema
 * has; nothing of an application's data is in them.
 *
 * @param schema the schema it is in, as it is without quotes, or null for the first one of the
 *     role's search path
 * @param name its name, as it is without quotes
 */
public record HistoryTable(@Nullable String schema, String name) {

  /** Refuses empty names. */
  public HistoryTable {
    if (name.isEmpty() || (schema != null && schema.isEmpty())) {
      throw new IllegalArgumentException("a table of a history needs a name");
    }
  }

  /** One in the first schema of the role's search path, mostly {@code public}. */
  public static HistoryTable named(String name) {
    return new HistoryTable(null, name);
  }
}
