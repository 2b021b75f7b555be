package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.Refusal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the server says about itself, for tests in other packages. */
public final class RouteTable {

  private RouteTable() {}

  /** The routes that have handlers, each as {@code GET /projects/{project_id}}. */
  public static Set<String> served() {
    return new TreeSet<>(lines(Routes.served(null)));
  }

  /** The routes that are known, and refused unless they are served. */
  public static List<String> known() {
    return lines(Routes.refused());
  }

  /** The statuses of all refusals. */
  public static Set<Integer> refusals() {
    Set<Integer> statuses = new TreeSet<>(Set.of(401, 403, 413));
    Stream.of(Refusal.Kind.values()).map(RouteTable::status).forEach(statuses::add);
    return statuses;
  }

  private static int status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case PRECONDITION -> 412;
      case FORBIDDEN_BY_RULE -> 422;
      case LOCKED -> 423;
      case NOT_SERVED -> 501;
    };
  }

  private static List<String> lines(List<Route> routes) {
    return routes.stream().map(route -> route.method() + " " + route.template()).toList();
  }
}
