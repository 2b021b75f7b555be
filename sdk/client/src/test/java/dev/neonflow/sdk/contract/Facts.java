package dev.neonflow.sdk.contract;

import com.squareup.moshi.JsonReader;
import dev.neonflow.sdk.contract.Operation.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okio.Buffer;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The facts of Neon's contract. */
final class Facts {
  private static final String JSON = "application/json";

  private final Map<?, ?> document;
  private final List<Operation> operations = new ArrayList<>();

  private Facts(Map<?, ?> document) {
    this.document = document;
    map(document.get("paths")).forEach((path, members) -> read(path.toString(), map(members)));
  }

  /** The committed facts. */
  static Facts load() {
    try (InputStream in =
        Objects.requireNonNull(
            Facts.class.getResourceAsStream("/dev/neonflow/embedded/contract/neon-api.json"))) {
      return new Facts(map(JsonReader.of(Okio.buffer(Okio.source(in))).readJsonValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Facts made up for a test. */
  static Facts of(String json) {
    try {
      return new Facts(map(JsonReader.of(new Buffer().writeUtf8(json)).readJsonValue()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** The operation that a route is for. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method) && operation.path().equals(path))
        .findFirst();
  }

  /** What a node refers to; a node that does not refer to anything is not asked. */
  Map<?, ?> target(Map<?, ?> node) {
    Object found = document;
    for (String step : node.get("$ref").toString().substring(2).split("/", -1)) {
      found = map(found).get(step);
    }
    return map(found);
  }

  private Map<?, ?> resolved(Object node) {
    Map<?, ?> map = map(node);
    return map.containsKey("$ref") ? target(map) : map;
  }

  private void read(String path, Map<?, ?> members) {
    List<?> common = list(members.get("parameters"));
    members.forEach(
        (method, facts) -> {
          if (!method.equals("parameters")) {
            operations.add(
                operation(method.toString().toUpperCase(Locale.ROOT), path, common, map(facts)));
          }
        });
  }

  private Operation operation(String method, String path, List<?> common, Map<?, ?> facts) {
    List<Object> declared = new ArrayList<>(common);
    declared.addAll(list(facts.get("parameters")));
    return new Operation(
        facts.get("operationId").toString(),
        method,
        path,
        list(facts.get("tags")).stream().map(Object::toString).toList(),
        facts.containsKey("x-stability-level")
            ? facts.get("x-stability-level").toString()
            : "stable",
        isTrue(facts, "deprecated"),
        declared.stream().map(this::parameter).toList(),
        content(map(facts.get("requestBody"))),
        answers(map(facts.get("responses"))));
  }

  private Parameter parameter(Object node) {
    Map<?, ?> facts = resolved(node);
    return new Parameter(
        facts.get("in").toString(),
        facts.get("name").toString(),
        isTrue(facts, "required"),
        isTrue(facts, "deprecated"),
        Schema.of(this, facts.get("schema")));
  }

  /** What is not JSON has a schema that says nothing, which no type fits. */
  private @Nullable Schema content(Map<?, ?> holder) {
    Map<?, ?> content = map(holder.get("content"));
    if (content.isEmpty()) {
      return null;
    }
    return Schema.of(this, map(content.get(JSON)).get("schema"));
  }

  private Map<String, Schema> answers(Map<?, ?> responses) {
    Map<String, Schema> answers = new LinkedHashMap<>();
    responses.forEach(
        (status, response) -> {
          Schema schema = status.toString().startsWith("2") ? content(resolved(response)) : null;
          if (schema != null) {
            answers.put(status.toString(), schema);
          }
        });
    return answers;
  }

  static boolean isTrue(Map<?, ?> facts, String name) {
    return Boolean.TRUE.equals(facts.get(name));
  }

  static Map<?, ?> map(@Nullable Object node) {
    return node == null ? Map.of() : (Map<?, ?>) node;
  }

  static List<?> list(@Nullable Object node) {
    return node == null ? List.of() : (List<?>) node;
  }
}
