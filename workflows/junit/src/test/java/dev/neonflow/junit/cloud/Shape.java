package dev.neonflow.junit.cloud;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a JSON value: its fields with their types, and the words of those that have a few
 * words to choose from. No other value is part of it, nor a name that somebody gave.
 */
final class Shape {

  private static final Set<String> WITH_WORDS =
      Set.of(
          "action",
          "authentication_method",
          "code",
          "creation_source",
          "init_source",
          "provisioner",
          "subscription_type",
          "type");

  /** What the moment decides: it differs between two runs against the same service. */
  private static final Set<String> PASSING =
      Set.of(
          "compute_last_active_at",
          "failures_count",
          "last_active",
          "logical_size",
          "next",
          "pending_state",
          "retry_at",
          "started_at",
          "suspended_at");

  /** Objects whose names are data. */
  private static final Set<String> FREE =
      Set.of("annotation.value", "annotations", "applications", "integrations");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  private final Set<String> facts = new TreeSet<>();

  private Shape() {}

  /** The shape of a value as Moshi reads it: maps, lists, texts, numbers, booleans, null. */
  static Set<String> of(@Nullable Object json) {
    Shape shape = new Shape();
    shape.add("", "", json);
    return shape.facts;
  }

  private void add(String path, String field, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      addObject(path, object);
    } else if (value instanceof List<?> list) {
      if (list.isEmpty()) {
        facts.add(path + "[]: empty");
      }
      list.forEach(item -> add(path + "[]", field, item));
    } else if (value instanceof String text && WITH_WORDS.contains(field)) {
      facts.add(path + ": " + (WORD.matcher(text).matches() ? text : "text"));
    } else {
      facts.add(path + ": " + type(value));
    }
  }

  private void addObject(String path, Map<?, ?> object) {
    if (object.isEmpty() || FREE.contains(path)) {
      facts.add(path + ": object");
      return;
    }
    object.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String shown = NAME.matcher(name).matches() ? name : "*";
          if (!PASSING.contains(name)) {
            add(path.isEmpty() ? shown : path + "." + shown, name, value);
          }
        });
  }

  private static String type(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String) {
      return "text";
    }
    return value instanceof Boolean ? "boolean" : "number";
  }
}
