package dev.neonflow.sdk.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schema together with all that it refers to and is composed of. */
final class Schema {
  private final Facts facts;
  private final List<Map<?, ?>> parts = new ArrayList<>();

  private Schema(Facts facts) {
    this.facts = facts;
  }

  static Schema of(Facts facts, @Nullable Object node) {
    Schema schema = new Schema(facts);
    schema.add(Facts.map(node));
    return schema;
  }

  private void add(Map<?, ?> node) {
    parts.add(node);
    if (node.containsKey("$ref")) {
      add(facts.target(node));
    }
    Facts.list(node.get("allOf")).forEach(part -> add(Facts.map(part)));
  }

  String type() {
    return first("type").map(Object::toString).orElse("");
  }

  String format() {
    return first("format").map(Object::toString).orElse("");
  }

  /** The values it may have; empty if any. */
  Set<String> values() {
    Set<String> values = new LinkedHashSet<>();
    first("enum").ifPresent(all -> Facts.list(all).forEach(value -> values.add(value.toString())));
    return values;
  }

  boolean isPatterned() {
    return first("pattern").isPresent();
  }

  boolean nullable() {
    return parts.stream().anyMatch(part -> Facts.isTrue(part, "nullable"));
  }

  boolean deprecated() {
    return parts.stream().anyMatch(part -> Facts.isTrue(part, "deprecated"));
  }

  /** Whether it is one of several schemas. */
  boolean isChoice() {
    return first("oneOf").isPresent() || first("anyOf").isPresent();
  }

  /** The fields of an object. */
  Map<String, Schema> properties() {
    Map<String, Schema> properties = new LinkedHashMap<>();
    for (Map<?, ?> part : parts) {
      Facts.map(part.get("properties"))
          .forEach((name, node) -> properties.put(name.toString(), of(facts, node)));
    }
    return properties;
  }

  boolean requires(String property) {
    return parts.stream().anyMatch(part -> Facts.list(part.get("required")).contains(property));
  }

  /** The elements of an array. */
  Schema items() {
    return of(facts, first("items").orElseThrow());
  }

  /** The values of an object whose fields have no fixed names; empty if they can be anything. */
  Optional<Schema> others() {
    return first("additionalProperties").filter(Map.class::isInstance).map(node -> of(facts, node));
  }

  private Optional<Object> first(String fact) {
    return parts.stream()
        .filter(part -> part.containsKey(fact))
        .map(part -> (Object) part.get(fact))
        .findFirst();
  }
}
