package dev.neonflow.embedded.http;

import dev.neonflow.embedded.RequestFault;
import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.fault.PathPattern;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request and hands it over. */
final class Router {

  private final Account account;
  private final List<Route> routes;

  /**
   * A router.
   *
   * @param routes the first that matches counts
   */
  Router(Account account, List<Route> routes) {
    this.account = account;
    this.routes = routes;
  }

  /** A route, with the values that a path has for its placeholders. */
  record Match(Route route, Map<String, String> values) {}

  Optional<Match> find(String method, String path) {
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(method, path);
      if (values.isPresent()) {
        return Optional.of(new Match(route, values.get()));
      }
    }
    return Optional.empty();
  }

  Response handle(Match match, @Nullable String query, String body) {
    Map<String, String> parameters = query(query);
    ControlPlane project = project(match.values().get("project_id"));
    return match.route().handler().handle(new Request(project, match.values(), parameters, body));
  }

  /** Whether there are requests that the fault can happen to. */
  boolean knows(RequestFault fault) {
    PathPattern pattern = fault.path() == null ? null : new PathPattern(fault.path());
    return routes.stream()
        .filter(route -> fault.method() == null || route.method().equals(fault.method()))
        .anyMatch(route -> pattern == null || pattern.covers(route.template()));
  }

  private @Nullable ControlPlane project(@Nullable String id) {
    return id == null
        ? null
        : account
            .project(id)
            .orElseThrow(() -> Refusal.notFound("project \"" + id + "\" not found"));
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    if (raw == null) {
      return query;
    }
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.putIfAbsent(decoded(name), decoded(value));
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("the query is not properly encoded");
    }
  }
}
