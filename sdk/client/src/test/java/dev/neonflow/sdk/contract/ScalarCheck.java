package dev.neonflow.sdk.contract;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Compares a single value's Java type with its schema. */
final class ScalarCheck {
  private static final Set<Class<?>> TEXTS =
      Set.of(String.class, Secret.class, URI.class, ConnectionUri.class);
  private static final Set<Class<?>> LONGS = Set.of(long.class, Long.class);
  private static final Set<Class<?>> INTEGERS =
      Set.of(int.class, Integer.class, long.class, Long.class);
  private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
  private static final Set<Class<?>> BOOLEANS = Set.of(boolean.class, Boolean.class);

  private ScalarCheck() {}

  static void check(Class<?> type, boolean seconds, Schema schema, String place, Findings to) {
    if (type.isEnum() && schema.type().equals("string")) {
      words(type, schema, place, to);
    } else if (!fits(type, seconds, schema)) {
      String what = schema.format().isEmpty() ? schema.type() : schema.format();
      String values = schema.values().isEmpty() ? "" : " of " + schema.values();
      to.add(place, "is " + what + values + ", but " + type.getSimpleName());
    }
  }

  private static boolean fits(Class<?> type, boolean seconds, Schema schema) {
    if (type == Duration.class || seconds) {
      return type == Duration.class && seconds && schema.type().equals("integer");
    }
    return switch (schema.type()) {
      case "string" ->
          schema.format().equals("date-time")
              ? type == Instant.class
              : schema.values().isEmpty() && (TEXTS.contains(type) || isUnsaid(type, schema));
      case "integer" ->
          schema.format().endsWith("int64") ? LONGS.contains(type) : INTEGERS.contains(type);
      case "number" -> NUMBERS.contains(type);
      case "boolean" -> BOOLEANS.contains(type);
      default -> false;
    };
  }

  /** That it is a time only the contract's prose says. */
  private static boolean isUnsaid(Class<?> type, Schema schema) {
    return type == Instant.class && schema.format().isEmpty() && !schema.isPatterned();
  }

  /** Where the contract only says that it is a text, its prose may list the words. */
  private static void words(Class<?> type, Schema schema, String place, Findings to) {
    if (!Words.isOpen(type)) {
      to.add(place, type.getSimpleName() + " has no UNKNOWN");
    }
    if (!schema.values().isEmpty()) {
      Set<String> missing = new LinkedHashSet<>(schema.values());
      missing.removeAll(Words.of(type));
      // Neon has this word in some lists, and our constant means the same.
      missing.removeIf("UNKNOWN"::equalsIgnoreCase);
      if (!missing.isEmpty()) {
        to.add(place, type.getSimpleName() + " has no constant for " + missing);
      }
      Set<String> more = new LinkedHashSet<>(Words.of(type));
      more.removeAll(schema.values());
      if (!more.isEmpty()) {
        to.add(
            place, type.getSimpleName() + " has constants that are not in the contract: " + more);
      }
    }
  }
}
