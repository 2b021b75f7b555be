package dev.neonflow.workflows.report.github;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes {@code github-api.json} from GitHub's contract: of the calls that matter here the names,
 * types, what is required and the values, in alphabetical order; no prose. To take over a new
 * version: change {@link #VERSION}, and from the root of the checkout
 *
 * <pre>
 * npm pack @octokit/openapi@VERSION, then unpack generated/api.github.com.json
 * mvn -q -pl workflows/core -am test-compile
 * mvn -q -pl workflows/core dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp workflows/core/target/test-classes:$(cat workflows/core/target/cp) \
 *     dev.neonflow.workflows.report.github.StripContract package/generated/api.github.com.json \
 *     workflows/core/src/test/resources/dev/neonflow/workflows/report/github/github-api.json
 * </pre>
 */
public final class StripContract {

  /** The npm package that brings the contract. */
  static final String PACKAGE = "@octokit/openapi";

  /** Its version. */
  static final String VERSION = "23.0.2";

  private static final String REPO = "/repos/{owner}/{repo}";

  /** What is called, or could be called by mistake. */
  private static final Set<String> PATHS =
      Set.of(
          "/user",
          REPO + "/issues/comments",
          REPO + "/issues/comments/{comment_id}",
          REPO + "/issues/{issue_number}/comments",
          REPO + "/deployments",
          REPO + "/deployments/{deployment_id}",
          REPO + "/deployments/{deployment_id}/statuses",
          REPO + "/pulls",
          REPO + "/pulls/{pull_number}",
          REPO + "/statuses/{sha}");

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Facts about a value. */
  private static final Set<String> FACTS =
      Set.of(
          "$ref",
          "type",
          "format",
          "enum",
          "pattern",
          "required",
          "nullable",
          "default",
          "minimum",
          "maximum",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "in",
          "name");

  private final Map<?, ?> document;
  private final Deque<String> wanted = new ArrayDeque<>();

  private StripContract(Map<?, ?> document) {
    this.document = document;
  }

  /**
   * Reads the contract that the first argument names and writes its facts where the second does.
   */
  public static void main(String[] args) throws IOException {
    Map<?, ?> document =
        (Map<?, ?>)
            new Moshi.Builder()
                .build()
                .adapter(Object.class)
                .fromJson(Files.readString(Path.of(args[0])));
    Files.writeString(Path.of(args[1]), new StripContract(document).facts());
  }

  private String facts() {
    Map<String, Object> paths = new TreeMap<>();
    for (String path : PATHS) {
      Map<String, Object> operations = new TreeMap<>();
      map(map(document.get("paths")).get(path))
          .forEach(
              (name, operation) -> {
                if (METHODS.contains(String.valueOf(name))) {
                  operations.put(String.valueOf(name), operation(map(operation)));
                }
              });
      paths.put(path, operations);
    }
    Map<String, Object> components = new TreeMap<>();
    while (!wanted.isEmpty()) {
      String reference = wanted.pop();
      components.computeIfAbsent(reference, unknown -> schema(map(at(reference))));
    }
    Map<String, Object> facts = new TreeMap<>();
    facts.put("x-source", new TreeMap<>(Map.of("package", PACKAGE, "version", VERSION)));
    facts.put("paths", paths);
    facts.put("components", components);
    return new Moshi.Builder().build().adapter(Object.class).indent(" ").toJson(facts) + "\n";
  }

  private Map<String, Object> operation(Map<?, ?> operation) {
    Map<String, Object> facts = new TreeMap<>();
    if (operation.get("parameters") instanceof List<?> parameters) {
      List<Object> all = new ArrayList<>();
      parameters.forEach(parameter -> all.add(schema(resolved(map(parameter)))));
      facts.put("parameters", all);
    }
    if (operation.get("requestBody") instanceof Map<?, ?> body) {
      facts.put("body", content(body));
    }
    Map<String, Object> responses = new TreeMap<>();
    map(operation.get("responses"))
        .forEach(
            (status, response) ->
                responses.put(String.valueOf(status), content(resolved(map(response)))));
    facts.put("responses", responses);
    return facts;
  }

  /** The schema of JSON, or nothing. */
  private Map<String, Object> content(Map<?, ?> holder) {
    return holder.get("content") instanceof Map<?, ?> content
            && content.get("application/json") instanceof Map<?, ?> json
        ? schema(map(json.get("schema")))
        : new TreeMap<>();
  }

  private Map<String, Object> schema(Map<?, ?> schema) {
    Map<String, Object> facts = new TreeMap<>();
    schema.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          switch (name) {
            case "properties" -> {
              Map<String, Object> properties = new TreeMap<>();
              map(value)
                  .forEach(
                      (property, inner) ->
                          properties.put(String.valueOf(property), schema(map(inner))));
              facts.put(name, properties);
            }
            case "items", "schema" -> facts.put(name, schema(map(value)));
            case "additionalProperties" ->
                facts.put(name, value instanceof Map<?, ?> inner ? schema(inner) : value);
            case "allOf", "oneOf", "anyOf" ->
                facts.put(name, ((List<?>) value).stream().map(one -> schema(map(one))).toList());
            default -> {
              if (FACTS.contains(name)) {
                facts.put(name, value);
              }
            }
          }
        });
    if (schema.get("$ref") instanceof String reference) {
      wanted.push(reference);
    }
    return facts;
  }

  private Map<?, ?> resolved(Map<?, ?> node) {
    return node.get("$ref") instanceof String reference ? map(at(reference)) : node;
  }

  private Object at(String reference) {
    Object node = document;
    for (String name : reference.substring("#/".length()).split("/", -1)) {
      node = map(node).get(name);
    }
    return node;
  }

  private static Map<?, ?> map(Object object) {
    return (Map<?, ?>) object;
  }
}
