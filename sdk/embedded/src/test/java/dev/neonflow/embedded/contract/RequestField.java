package dev.neonflow.embedded.contract;

import dev.neonflow.embedded.contract.Contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that a client may send.
 *
 * @param name of a query parameter {@code limit}, of a member of the body {@code branch/name}; what
 *     is within the elements of an array has the number 0
 * @param inQuery whether it is a query parameter
 * @param required whether a request needs it
 * @param facts its schema
 */
public record RequestField(String name, boolean inQuery, boolean required, JsonNode facts) {

  private static final String JSON = "application/json";

  /** All of an operation; of nested ones the innermost. */
  public static List<RequestField> of(Contract contract, Operation operation) {
    List<RequestField> fields = new ArrayList<>();
    for (JsonNode declared : contract.parameters(operation)) {
      JsonNode parameter = contract.resolve(declared);
      if (parameter.get("in").asString().equals("query")) {
        fields.add(
            new RequestField(
                parameter.get("name").asString(),
                true,
                parameter.path("required").asBoolean(false),
                contract.resolve(parameter.get("schema"))));
      }
    }
    JsonNode body = operation.facts().path("requestBody").path("content").path(JSON).get("schema");
    if (body != null) {
      collect(contract, body, "", fields);
    }
    return fields;
  }

  private static void collect(
      Contract contract, JsonNode schema, String name, List<RequestField> fields) {
    JsonNode facts = contract.resolve(schema);
    int before = fields.size();
    facts.path("allOf").forEach(part -> collect(contract, part, name, fields));
    for (Map.Entry<String, JsonNode> member : facts.path("properties").properties()) {
      collect(contract, member.getValue(), name + "/" + member.getKey(), fields);
    }
    if (facts.has("items") && contract.resolve(facts.get("items")).has("properties")) {
      collect(contract, facts.get("items"), name + "/0", fields);
    }
    if (fields.size() == before && !name.isEmpty()) {
      fields.add(new RequestField(name.substring(1), false, false, facts));
    }
  }

  /** A body with a value in this field that its schema does not allow. */
  public String mistypedIn(String body) {
    ObjectNode whole = (ObjectNode) JsonMapper.shared().readTree(body);
    JsonNode place = whole;
    List<String> names = List.of(name.split("/"));
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      boolean elements = !last && names.get(i + 1).equals("0");
      place = descend(place, names.get(i), last, elements);
    }
    return whole.toString();
  }

  private JsonNode descend(JsonNode place, String step, boolean last, boolean elements) {
    if (place instanceof ArrayNode array) {
      return array.isEmpty() ? array.addObject() : array.get(0);
    }
    ObjectNode object = (ObjectNode) place;
    if (last) {
      boolean list = facts.path("type").asString("").equals("array");
      return object.set(step, list ? object.objectNode().put("x", 1) : object.arrayNode());
    }
    if (!object.has(step)) {
      object.set(step, elements ? object.arrayNode() : object.objectNode());
    }
    return object.get(step);
  }
}
