package dev.neonflow.embedded.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Cuts an OpenAPI 3.0 document to its facts: names, types, what is required, values and bounds,
 * what is deprecated or not stable yet. Everything is in alphabetical order.
 *
 * <p>What is neither known as a fact nor as prose is an error, so that a new version of the
 * contract can not lose anything here.
 */
final class ContractFacts {

  private static final Set<String> PROSE =
      Set.of("description", "summary", "title", "example", "examples", "externalDocs");
  private static final Set<String> SCHEMA =
      Set.of("type", "format", "enum", "pattern", "required", "nullable", "default", "$ref");
  private static final Set<String> BOUNDS =
      Set.of(
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "uniqueItems",
          "discriminator");
  private static final Set<String> STANDING =
      Set.of("deprecated", "x-stability-level", "x-sunset", "x-internal", "x-sensitive", "x-tags");
  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private ContractFacts() {}

  static Map<String, Object> of(Map<?, ?> document) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("openapi", document.get("openapi"));
    facts.put("paths", each(document.get("paths"), ContractFacts::path));
    Map<String, Object> components = new TreeMap<>();
    for (Map.Entry<?, ?> kind : map(document.get("components")).entrySet()) {
      switch (text(kind.getKey())) {
        case "schemas" -> components.put("schemas", each(kind.getValue(), ContractFacts::schema));
        case "responses" ->
            components.put("responses", each(kind.getValue(), ContractFacts::response));
        case "parameters" ->
            components.put("parameters", each(kind.getValue(), ContractFacts::parameter));
        case "securitySchemes" -> {}
        default -> throw unknown("components", kind.getKey());
      }
    }
    facts.put("components", components);
    return facts;
  }

  private static Object path(Object path) {
    Map<String, Object> facts = new TreeMap<>();
    for (Map.Entry<?, ?> member : map(path).entrySet()) {
      String name = text(member.getKey());
      if (METHODS.contains(name)) {
        facts.put(name, operation(member.getValue()));
      } else if (name.equals("parameters")) {
        facts.put(name, list(member.getValue(), ContractFacts::parameter));
      } else {
        throw unknown("a path", name);
      }
    }
    return facts;
  }

  private static Object operation(Object operation) {
    return members(
        "an operation",
        operation,
        Set.of("operationId", "tags"),
        Map.of(
            "parameters", parameters -> list(parameters, ContractFacts::parameter),
            "requestBody", ContractFacts::body,
            "responses", responses -> each(responses, ContractFacts::response)));
  }

  private static Object parameter(Object parameter) {
    return members(
        "a parameter",
        parameter,
        Set.of("name", "in", "required", "$ref"),
        Map.of("schema", ContractFacts::schema));
  }

  private static Object body(Object body) {
    return members(
        "a request body", body, Set.of("required"), Map.of("content", ContractFacts::content));
  }

  private static Object response(Object response) {
    return members(
        "a response",
        response,
        Set.of("$ref"),
        Map.of(
            "content",
            ContractFacts::content,
            "headers",
            headers -> each(headers, ContractFacts::parameter)));
  }

  private static Object content(Object content) {
    return each(
        content,
        type -> members("content", type, Set.of(), Map.of("schema", ContractFacts::schema)));
  }

  private static Object schema(Object schema) {
    if (schema instanceof Boolean) {
      return schema;
    }
    Map<String, Object> facts = new TreeMap<>();
    for (Map.Entry<?, ?> member : map(schema).entrySet()) {
      String name = text(member.getKey());
      Object value = member.getValue();
      switch (name) {
        case "properties" -> facts.put(name, each(value, ContractFacts::schema));
        case "items", "additionalProperties" -> facts.put(name, schema(value));
        case "allOf", "oneOf", "anyOf" -> facts.put(name, list(value, ContractFacts::schema));
        default -> {
          if (SCHEMA.contains(name) || BOUNDS.contains(name) || STANDING.contains(name)) {
            facts.put(name, value);
          } else if (!PROSE.contains(name)) {
            throw unknown("a schema", name);
          }
        }
      }
    }
    return facts;
  }

  private static Map<String, Object> members(
      String what, Object object, Set<String> kept, Map<String, UnaryOperator<Object>> cut) {
    Map<String, Object> facts = new TreeMap<>();
    for (Map.Entry<?, ?> member : map(object).entrySet()) {
      String name = text(member.getKey());
      UnaryOperator<Object> inner = cut.get(name);
      if (inner != null) {
        facts.put(name, inner.apply(member.getValue()));
      } else if (kept.contains(name) || STANDING.contains(name)) {
        facts.put(name, member.getValue());
      } else if (!PROSE.contains(name)) {
        throw unknown(what, name);
      }
    }
    return facts;
  }

  private static Map<String, Object> each(Object object, UnaryOperator<Object> cut) {
    Map<String, Object> facts = new TreeMap<>();
    map(object).forEach((name, value) -> facts.put(text(name), cut.apply(value)));
    return facts;
  }

  private static List<Object> list(Object values, UnaryOperator<Object> cut) {
    List<Object> facts = new ArrayList<>();
    for (Object value : (List<?>) values) {
      facts.add(cut.apply(value));
    }
    return facts;
  }

  private static Map<?, ?> map(Object object) {
    return (Map<?, ?>) object;
  }

  /** Status codes are numbers where they are not quoted. */
  private static String text(Object name) {
    return String.valueOf(name);
  }

  private static IllegalArgumentException unknown(String where, Object name) {
    return new IllegalArgumentException(
        "\"" + name + "\" in " + where + ": say in ContractFacts whether it is a fact or prose");
  }
}
