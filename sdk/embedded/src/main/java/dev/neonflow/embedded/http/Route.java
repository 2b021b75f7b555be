package dev.neonflow.embedded.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of the route table.
 *
 * @param template for example {@code /projects/{project_id}}
 */
record Route(String method, String template, Handler handler) {

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,60}");
  private static final Set<String> IDS =
      Set.of("project_id", "branch_id", "endpoint_id", "operation_id", "org_id");

  /** Answers the requests of a route. */
  @FunctionalInterface
  interface Handler {
    Response handle(Request request);
  }

  static Route get(String template, Handler handler) {
    return new Route("GET", template, handler);
  }

  static Route post(String template, Handler handler) {
    return new Route("POST", template, handler);
  }

  static Route patch(String template, Handler handler) {
    return new Route("PATCH", template, handler);
  }

  static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, handler);
  }

  /** The values of the placeholders, if the path (undecoded, without the base) is this route's. */
  Optional<Map<String, String>> match(String requestMethod, String path) {
    if (!method.equals(requestMethod)) {
      return Optional.empty();
    }
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (!segment.startsWith("{")) {
        if (!segment.equals(given.get(i))) {
          return Optional.empty();
        }
        continue;
      }
      String name = segment.substring(1, segment.length() - 1);
      String value = decoded(given.get(i));
      if (value.isEmpty() || (IDS.contains(name) && !ID.matcher(value).matches())) {
        return Optional.empty();
      }
      values.put(name, value);
    }
    return Optional.of(values);
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
