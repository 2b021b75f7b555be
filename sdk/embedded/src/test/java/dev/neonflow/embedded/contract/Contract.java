package dev.neonflow.embedded.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The facts of Neon's contract. */
public final class Contract {

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();

  private Contract(JsonNode document) {
    this.document = document;
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (!member.getKey().equals("parameters")) {
          operations.add(
              new Operation(
                  member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue()));
        }
      }
    }
    // A literal segment is found before a placeholder, for a brace is the greatest of all.
    operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
  }

  /** The committed facts. */
  public static Contract load() {
    try (InputStream in =
        Objects.requireNonNull(
            Contract.class.getResourceAsStream("neon-api.json"), "neon-api.json")) {
      return new Contract(JsonMapper.shared().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One line of the contract.
   *
   * @param path for example {@code /projects/{project_id}}
   * @param facts what the contract says about it
   */
  public record Operation(String method, String path, JsonNode facts) {

    boolean serves(String otherMethod, String otherPath) {
      List<String> wanted = List.of(path.split("/", -1));
      List<String> given = List.of(otherPath.split("/", -1));
      if (!method.equals(otherMethod) || wanted.size() != given.size()) {
        return false;
      }
      for (int i = 0; i < wanted.size(); i++) {
        boolean free = wanted.get(i).startsWith("{") && !given.get(i).isEmpty();
        if (!free && !wanted.get(i).equals(given.get(i))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** All lines. */
  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What a line takes besides its body; each may be a reference. */
  List<JsonNode> parameters(Operation operation) {
    List<JsonNode> parameters = new ArrayList<>();
    document.get("paths").get(operation.path()).path("parameters").forEach(parameters::add);
    operation.facts().path("parameters").forEach(parameters::add);
    return parameters;
  }

  /** The line that a request is about. */
  public Optional<Operation> operation(String method, String path) {
    return operations.stream().filter(operation -> operation.serves(method, path)).findFirst();
  }

  /** What is answered to every refusal that has no body of its own. */
  JsonNode refusal() {
    return document.at("/components/responses/GeneralError");
  }

  JsonNode schemas() {
    return document.get("components").get("schemas");
  }

  /** What a {@code $ref} stands for; a node without one stands for itself. */
  public JsonNode resolve(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : document.at(reference.asString().substring(1));
  }
}
