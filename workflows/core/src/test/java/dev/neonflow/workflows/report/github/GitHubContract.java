package dev.neonflow.workflows.report.github;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * Holds requests and answers to the facts of GitHub's contract. Stricter than GitHub where that
 * finds mistakes: what the contract does not name is a fault.
 */
final class GitHubContract {
  private final Map<?, ?> document;

  GitHubContract() {
    try (InputStream in =
        Objects.requireNonNull(GitHubContract.class.getResourceAsStream("github-api.json"))) {
      document = (Map<?, ?>) json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Object json(String text) {
    try {
      return new Moshi.Builder().build().adapter(Object.class).fromJson(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a request. */
  List<String> requestFaults(String method, HttpUrl url, String body) {
    List<String> faults = new ArrayList<>();
    Map<?, ?> operation = operation(method, url.pathSegments(), faults);
    if (operation == null) {
      return List.of("no such operation: " + method + " " + url.encodedPath());
    }
    for (String name : url.queryParameterNames()) {
      Map<?, ?> parameter =
          parameters(operation).stream()
              .filter(one -> name.equals(one.get("name")) && "query".equals(one.get("in")))
              .findFirst()
              .orElse(null);
      if (parameter == null) {
        faults.add("no such parameter: " + name);
      } else {
        check(map(parameter.get("schema")), typed(url.queryParameter(name)), name, faults);
      }
    }
    if (operation.get("body") instanceof Map<?, ?> schema) {
      check(schema, json(body), "body", faults);
    } else if (!body.isEmpty()) {
      faults.add("a body where none belongs: " + body);
    }
    return faults;
  }

  /** What is wrong with an answer of the fake. */
  List<String> answerFaults(String method, HttpUrl url, int status, String body) {
    List<String> faults = new ArrayList<>();
    Map<?, ?> operation = operation(method, url.pathSegments(), faults);
    if (operation == null || status >= 400) {
      return faults;
    }
    if (!(map(operation.get("responses")).get(String.valueOf(status)) instanceof Map<?, ?> one)) {
      return List.of("no such status: " + status);
    }
    if (!body.isEmpty() && !one.isEmpty()) {
      check(one, json(body), "answer", faults);
      // The fake leaves most of the members out.
      faults.removeIf(fault -> fault.contains(" lacks "));
    }
    return faults;
  }

  private Map<?, ?> operation(String method, List<String> path, List<String> faults) {
    for (Map.Entry<?, ?> known : map(document.get("paths")).entrySet()) {
      List<String> names = List.of(known.getKey().toString().substring(1).split("/", -1));
      Object operation = map(known.getValue()).get(method.toLowerCase(Locale.ROOT));
      if (operation != null && serves(names, path)) {
        for (int i = 0; i < names.size(); i++) {
          String name = names.get(i).replaceAll("[{}]", "");
          if (names.get(i).startsWith("{")) {
            int at = i;
            parameters(map(operation)).stream()
                .filter(one -> name.equals(one.get("name")))
                .forEach(one -> check(map(one.get("schema")), typed(path.get(at)), name, faults));
          }
        }
        return map(operation);
      }
    }
    return null;
  }

  private static boolean serves(List<String> names, List<String> path) {
    if (names.size() != path.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      boolean number = names.get(i).endsWith("_id}") || names.get(i).endsWith("_number}");
      boolean fits =
          names.get(i).startsWith("{")
              ? !number || path.get(i).matches("\\d+")
              : names.get(i).equals(path.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private List<Map<?, ?>> parameters(Map<?, ?> operation) {
    return operation.get("parameters") instanceof List<?> list
        ? list.stream().<Map<?, ?>>map(GitHubContract::map).toList()
        : List.of();
  }

  /** A parameter's value has no type of its own. */
  private static Object typed(String value) {
    return value != null && value.matches("-?\\d{1,18}") ? Double.valueOf(value) : value;
  }

  private void check(Map<?, ?> schema, Object value, String where, List<String> faults) {
    if (schema.get("$ref") instanceof String reference) {
      check(map(map(document.get("components")).get(reference)), value, where, faults);
      return;
    }
    if (value == null) {
      if (!Boolean.TRUE.equals(schema.get("nullable"))) {
        faults.add(where + " is null");
      }
      return;
    }
    for (String kind : List.of("oneOf", "anyOf")) {
      if (schema.get(kind) instanceof List<?> choices && !fitsOne(choices, value, where)) {
        faults.add(where + " fits none of " + kind + ": " + value);
      }
    }
    if (schema.get("enum") instanceof List<?> values && !values.contains(value)) {
      faults.add(where + " is " + value + ", not one of " + values);
    }
    String type = String.valueOf(schema.get("type"));
    boolean right =
        switch (type) {
          case "string" -> value instanceof String || value instanceof Double;
          case "integer" -> value instanceof Double number && number == Math.rint(number);
          case "number" -> value instanceof Double;
          case "boolean" -> value instanceof Boolean;
          case "array" -> value instanceof List<?>;
          case "object" -> value instanceof Map<?, ?>;
          default -> true;
        };
    if (!right) {
      faults.add(where + " is no " + type + ": " + value);
      return;
    }
    if (value instanceof String text
        && schema.get("maxLength") instanceof Double longest
        && text.length() > longest) {
      faults.add(where + " is longer than " + longest);
    }
    if (value instanceof List<?> items && schema.get("items") instanceof Map<?, ?> item) {
      items.forEach(one -> check(item, one, where + "[]", faults));
    }
    if (value instanceof Map<?, ?> members && schema.get("properties") instanceof Map<?, ?> known) {
      members(schema, known, members, where, faults);
    }
  }

  private void members(
      Map<?, ?> schema, Map<?, ?> known, Map<?, ?> members, String where, List<String> faults) {
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !members.containsKey(name))
          .forEach(name -> faults.add(where + " lacks " + name));
    }
    members.forEach(
        (name, member) -> {
          if (known.get(name) instanceof Map<?, ?> inner) {
            check(inner, member, where + "." + name, faults);
          } else {
            faults.add(where + " has no " + name);
          }
        });
  }

  private boolean fitsOne(List<?> choices, Object value, String where) {
    return choices.stream()
        .anyMatch(
            choice -> {
              List<String> faults = new ArrayList<>();
              check(map(choice), value, where, faults);
              faults.removeIf(fault -> fault.contains(" lacks "));
              return faults.isEmpty();
            });
  }

  private static Map<?, ?> map(Object object) {
    return (Map<?, ?>) object;
  }
}
