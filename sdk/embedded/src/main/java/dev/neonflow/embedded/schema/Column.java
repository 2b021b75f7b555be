package dev.neonflow.embedded.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view.
 *
 * @param name as statements write it
 * @param generated {@code s} for stored, {@code v} for virtual, else empty
 * @param expression of the default or of the generated value
 * @param expressionKey the catalog row of that
 * @param usesOwned whether the default counts with a sequence that the table owns
 * @param settings what is set for it, as the ends of {@code ALTER COLUMN} statements
 */
record Column(
    String table,
    long number,
    String name,
    String plainName,
    String type,
    String collation,
    boolean local,
    boolean inherited,
    boolean nullable,
    String generated,
    @Nullable String expression,
    String expressionKey,
    boolean usesOwned,
    List<String> settings) {

  boolean computed() {
    return !generated.isEmpty();
  }

  /** The default or generation clause, empty if there is none. */
  String value() {
    if (expression == null) {
      return "";
    }
    return switch (generated) {
      case "s" -> " GENERATED ALWAYS AS (" + expression + ") STORED";
      case "v" -> " GENERATED ALWAYS AS (" + expression + ") VIRTUAL";
      default -> " DEFAULT " + expression;
    };
  }
}
