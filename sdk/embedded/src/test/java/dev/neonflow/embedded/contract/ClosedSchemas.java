package dev.neonflow.embedded.contract;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns OpenAPI 3.0 schemas into JSON Schema 2020-12 that says no to every member which is not
 * documented.
 *
 * <p>The parts of a composition stay open, for each must let pass what the others name; what they
 * make together is closed where it is used.
 */
final class ClosedSchemas {

  private static final String DEFINITIONS = "#/$defs/";

  /** Times as Neon writes them: UTC, whole seconds. */
  private static final String TIME = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$";

  private static final List<String> KEPT =
      List.of(
          "type",
          "enum",
          "pattern",
          "required",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "uniqueItems");

  private final Contract contract;
  private final JsonNodeFactory nodes = JsonMapper.shared().getNodeFactory();
  private final Map<String, JsonNode> definitions = new LinkedHashMap<>();

  ClosedSchemas(Contract contract) {
    this.contract = contract;
    contract.schemas().properties().forEach(s -> definitions.put(s.getKey(), open(s.getValue())));
  }

  /** A schema of its own that closes what the contract says, with all that it refers to. */
  ObjectNode document(JsonNode schema) {
    ObjectNode document = closed(schema);
    document.putObject("$defs").setAll(definitions);
    return document;
  }

  private ObjectNode closed(JsonNode schema) {
    if (nullable(schema)) {
      ObjectNode either = nodes.objectNode();
      ArrayNode choices = either.putArray("anyOf");
      choices.addObject().put("type", "null");
      choices.add(closed(schema, open(schema, false)));
      return either;
    }
    return closed(schema, open(schema, false));
  }

  private ObjectNode closed(JsonNode schema, ObjectNode open) {
    if (namesMembers(schema)) {
      open.put("unevaluatedProperties", false);
    }
    return open;
  }

  private ObjectNode open(JsonNode schema) {
    return open(schema, nullable(schema));
  }

  private ObjectNode open(JsonNode schema, boolean orNull) {
    ObjectNode open = nodes.objectNode();
    for (Map.Entry<String, JsonNode> member : schema.properties()) {
      JsonNode value = member.getValue();
      switch (member.getKey()) {
        case "$ref" -> open.put("$ref", DEFINITIONS + name(value.asString()));
        case "properties" -> {
          ObjectNode properties = open.putObject("properties");
          value.properties().forEach(p -> properties.set(p.getKey(), closed(p.getValue())));
        }
        case "items" -> open.set("items", closed(value));
        case "additionalProperties" ->
            open.set("additionalProperties", value.isBoolean() ? value : closed(value));
        case "allOf", "oneOf", "anyOf" -> {
          ArrayNode parts = open.putArray(member.getKey());
          value.forEach(part -> parts.add(chosen(schema.path("discriminator"), part, open(part))));
        }
        case "format" -> format(value.asString(), open);
        default -> {
          if (KEPT.contains(member.getKey())) {
            open.set(member.getKey(), value);
          }
        }
      }
    }
    if (!orNull) {
      return open;
    }
    ObjectNode either = nodes.objectNode();
    either.putArray("anyOf").add(open).addObject().put("type", "null");
    return either;
  }

  /** A discriminator names the choice by the value of one member. */
  private static ObjectNode chosen(JsonNode discriminator, JsonNode part, ObjectNode open) {
    if (!discriminator.isMissingNode()) {
      ObjectNode property =
          open.putObject("properties").putObject(discriminator.get("propertyName").asString());
      ArrayNode values = property.putArray("enum");
      for (Map.Entry<String, JsonNode> value : discriminator.get("mapping").properties()) {
        if (value.getValue().equals(part.get("$ref"))) {
          values.add(value.getKey());
        }
      }
    }
    return open;
  }

  private static void format(String format, ObjectNode schema) {
    switch (format) {
      case "date-time" -> schema.put("format", format).put("pattern", TIME);
      case "int32" -> range(schema, Integer.MIN_VALUE, BigInteger.valueOf(Integer.MAX_VALUE));
      case "int64" -> range(schema, Long.MIN_VALUE, BigInteger.valueOf(Long.MAX_VALUE));
      case "uint64" -> range(schema, 0, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
      case "uuid", "email", "uri" -> schema.put("format", format);
      case "double", "int", "binary" -> {}
      default -> throw new IllegalArgumentException("the format " + format + " is not known");
    }
  }

  private static void range(ObjectNode schema, long least, BigInteger most) {
    if (!schema.has("minimum")) {
      schema.put("minimum", least);
    }
    if (!schema.has("maximum")) {
      schema.put("maximum", most);
    }
  }

  /** Whether there are members to be strict about; an object without any takes what it gets. */
  private boolean namesMembers(JsonNode schema) {
    JsonNode resolved = contract.resolve(schema);
    if (resolved.has("properties") || resolved.has("additionalProperties")) {
      return true;
    }
    List<JsonNode> parts = new ArrayList<>();
    for (String composition : List.of("allOf", "oneOf", "anyOf")) {
      resolved.path(composition).forEach(parts::add);
    }
    return parts.stream().anyMatch(this::namesMembers);
  }

  private static boolean nullable(JsonNode schema) {
    return schema.path("nullable").asBoolean(false);
  }

  private static String name(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }
}
