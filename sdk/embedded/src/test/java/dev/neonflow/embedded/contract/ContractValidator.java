package dev.neonflow.embedded.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.neonflow.embedded.contract.Contract.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers to the contract, word for word. Safe for use by several threads. */
public final class ContractValidator {

  /** What a refusal may be; 501 and 413 are only this server's. */
  private static final Set<Integer> REFUSALS =
      Set.of(400, 401, 403, 404, 406, 409, 412, 413, 422, 423, 429, 500, 501, 503, 524);

  private static final String JSON = "application/json";

  private final Contract contract = Contract.load();
  private final ClosedSchemas schemas = new ClosedSchemas(contract);
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Fails if this is not an answer that the contract allows.
   *
   * @param path below the base of the API, without the query
   * @param type the header {@code Content-Type}
   * @param body empty if there was none
   */
  public void check(String method, String path, int status, Optional<String> type, String body) {
    String answer = method + " " + path + " answered " + status;
    Optional<JsonNode> documented = documented(method, path, status);
    if (documented.isEmpty()) {
      throw new AssertionError(answer + ", which its contract does not know: " + body);
    }
    JsonNode content = contract.resolve(documented.get()).path("content");
    if (content.isMissingNode()) {
      if (!body.isEmpty() || type.isPresent()) {
        throw new AssertionError(answer + " with " + type + " and a body: " + body);
      }
      return;
    }
    if (!type.equals(Optional.of(JSON))) {
      throw new AssertionError(answer + " with Content-Type " + type + ": " + body);
    }
    List<Error> errors = schema(content.get(JSON).get("schema")).validate(parsed(answer, body));
    if (!errors.isEmpty()) {
      throw new AssertionError(
          errors.stream()
              .filter(error -> !consequence(error, errors))
              .map(Error::toString)
              .collect(Collectors.joining("\n  ", answer + "\n  ", "\n" + body)));
    }
  }

  /** An object with a fault in it evaluates nothing, so that all its members seem unknown. */
  private static boolean consequence(Error error, List<Error> all) {
    String place = place(error);
    return unevaluated(error)
        && all.stream()
            .filter(other -> !unevaluated(other) || !place.equals(place(other)))
            .anyMatch(other -> place(other).startsWith(place));
  }

  private static boolean unevaluated(Error error) {
    return error.getKeyword().equals("unevaluatedProperties");
  }

  private static String place(Error error) {
    return String.valueOf(error.getInstanceLocation());
  }

  /** What is refused before a route is found has the common body, too. */
  private Optional<JsonNode> documented(String method, String path, int status) {
    JsonNode responses =
        contract
            .operation(method, path)
            .map(Operation::facts)
            .map(facts -> facts.get("responses"))
            .orElseGet(() -> json.createObjectNode());
    JsonNode exact = responses.get(String.valueOf(status));
    if (exact != null) {
      return Optional.of(exact);
    }
    return REFUSALS.contains(status) ? Optional.of(contract.refusal()) : Optional.empty();
  }

  private JsonNode parsed(String answer, String body) {
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      throw new AssertionError(answer + " with what is not JSON: " + body, e);
    }
  }

  private Schema schema(JsonNode facts) {
    return compiled.computeIfAbsent(facts, f -> registry.getSchema(schemas.document(f)));
  }
}
