package dev.neonflow.embedded.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.neonflow.embedded.control.Account;
import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request through access, route and handler, and turns every outcome into JSON. */
final class Dispatcher implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int LARGEST_BODY = 1 << 20;

  private final String base;
  private final Account account;
  private final Access access;
  private final List<Route> routes;
  private final RequestListener listener;

  Dispatcher(
      String base, Account account, Access access, List<Route> routes, RequestListener listener) {
    this.base = base;
    this.account = account;
    this.access = access;
    this.routes = routes;
    this.listener = listener;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    String path = exchange.getRequestURI().getRawPath();
    String below = path.startsWith(base) ? path.substring(base.length()) : path;
    String requestId =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Request-ID"))
            .filter(id -> id.length() <= 64 && id.chars().allMatch(c -> c > ' ' && c < 127))
            .orElseGet(() -> UUID.randomUUID().toString());
    Response response = answer(exchange, path, below, requestId);
    // Before the answer, so that a client which has it finds its request counted.
    tell(exchange.getRequestMethod(), below, response.status(), start);
    try (exchange) {
      send(exchange, response);
    }
  }

  private void tell(String method, String below, int status, long start) {
    try {
      listener.served(method, below, status, Duration.ofNanos(System.nanoTime() - start));
    } catch (RuntimeException e) {
      LOG.warn("The listener for requests failed", e);
    }
  }

  private Response answer(HttpExchange exchange, String path, String below, String requestId) {
    try {
      if (!access.local(exchange.getRequestHeaders().getFirst("Host"))) {
        return error(403, "", "requests must name a loopback host", requestId);
      }
      if (!access.authorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
        return error(401, "", "supplied credentials do not pass authentication", requestId);
      }
      if (!path.startsWith(base + "/")) {
        return error(404, "", "this route does not exist", requestId);
      }
      byte[] body = body(exchange);
      if (body.length > LARGEST_BODY) {
        return error(413, "", "the request body is larger than 1 MiB", requestId);
      }
      return route(exchange, below, new String(body, StandardCharsets.UTF_8), requestId);
    } catch (Refusal refusal) {
      return error(status(refusal.kind()), refusal.code(), text(refusal), requestId);
    } catch (IOException e) {
      return error(400, "", "the request could not be read", requestId);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed, request {}", exchange.getRequestMethod(), below, requestId, e);
      return error(500, "", "internal error, see the log for request " + requestId, requestId);
    }
  }

  private Response route(HttpExchange exchange, String below, String body, String requestId) {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.match(exchange.getRequestMethod(), below);
      if (values.isPresent()) {
        ControlPlane project = project(values.get().get("project_id"));
        return route.handler().handle(new Request(project, values.get(), query, body));
      }
    }
    return error(404, "", "this route does not exist", requestId);
  }

  private @Nullable ControlPlane project(@Nullable String id) {
    return id == null
        ? null
        : account
            .project(id)
            .orElseThrow(() -> Refusal.notFound("project \"" + id + "\" not found"));
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      return in.readNBytes(LARGEST_BODY + 1);
    }
  }

  private static Map<String, String> query(String raw) {
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

  static int status(Refusal.Kind kind) {
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

  private static String text(Refusal refusal) {
    return String.valueOf(refusal.getMessage());
  }

  private static Response error(int status, String code, String message, String requestId) {
    return new Response(status, new WireError(requestId, code, message));
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    String id = UUID.randomUUID().toString().replace("-", "");
    exchange.getResponseHeaders().set("X-Neon-Ret-Request-Id", id);
    exchange.getResponseHeaders().set("Vary", "Origin");
    Object body = response.body();
    if (body == null) {
      exchange.sendResponseHeaders(response.status(), -1);
      return;
    }
    byte[] bytes = Wire.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
