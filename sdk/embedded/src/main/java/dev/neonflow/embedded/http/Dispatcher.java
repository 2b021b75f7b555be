package dev.neonflow.embedded.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.neonflow.embedded.control.Refusal;
import dev.neonflow.embedded.fault.Faults;
import dev.neonflow.embedded.fault.Hit;
import dev.neonflow.embedded.http.Router.Match;
import dev.neonflow.embedded.postgres.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each request through access, limits, faults, route and handler, and turns every outcome
 * into JSON.
 */
final class Dispatcher implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int LARGEST_BODY = 1 << 20;

  private final String base;
  private final Access access;
  private final RateLimits limits;
  private final Faults faults;
  private final Router router;
  private final RequestListener listener;

  Dispatcher(
      String base,
      Access access,
      RateLimits limits,
      Faults faults,
      Router router,
      RequestListener listener) {
    this.base = base;
    this.access = access;
    this.limits = limits;
    this.faults = faults;
    this.router = router;
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
    try (exchange) {
      Answer answer = answer(exchange, path, below, requestId);
      Sending.await(answer);
      // Before the answer, so that a client which has it finds its request counted.
      tell(exchange.getRequestMethod(), below, answer, start);
      Sending.send(exchange, answer);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String method, String below, Answer answer, long start) {
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    try {
      listener.served(method, below, answer.status(), duration, answer.fault());
    } catch (RuntimeException e) {
      LOG.warn("The listener for requests failed", e);
    }
  }

  private Answer answer(HttpExchange exchange, String path, String below, String requestId) {
    if (!access.local(exchange.getRequestHeaders().getFirst("Host"))) {
      return error(403, "requests must name a loopback host", requestId);
    }
    if (!access.authorized(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return error(401, "supplied credentials do not pass authentication", requestId);
    }
    if (!path.startsWith(base + "/")) {
      return error(404, "this route does not exist", requestId);
    }
    String method = exchange.getRequestMethod();
    Match match = router.find(method, below).orElse(null);
    Optional<String> exceeded = limits.exceeded(match == null ? null : match.route());
    if (exceeded.isPresent()) {
      return error(429, "too many requests: " + exceeded.get(), requestId);
    }
    byte[] body;
    try {
      body = body(exchange);
    } catch (IOException e) {
      return error(400, "the request could not be read", requestId);
    }
    if (body.length > LARGEST_BODY) {
      return error(413, "the request body is larger than 1 MiB", requestId);
    }
    Hit hit =
        faults.hit(method, below, match == null ? null : match.route().template()).orElse(null);
    String text = new String(body, StandardCharsets.UTF_8);
    return hit == null
        ? Answer.plain(apply(exchange, match, text, requestId))
        : Faulty.answer(hit, requestId, () -> apply(exchange, match, text, requestId));
  }

  private Response apply(
      HttpExchange exchange, @Nullable Match match, String body, String requestId) {
    try {
      return match == null
          ? Errors.error(404, "this route does not exist", requestId)
          : router.handle(match, exchange.getRequestURI().getRawQuery(), body);
    } catch (Refusal refusal) {
      return Errors.of(refusal, requestId);
    } catch (UncheckedIOException e) {
      String sentence = FileTrouble.sentence(e);
      LOG.error("{} {}: {}", exchange.getRequestMethod(), exchange.getRequestURI(), sentence);
      return Errors.error(500, sentence, requestId);
    } catch (RuntimeException e) {
      String path = exchange.getRequestURI().getRawPath();
      LOG.error("{} {} failed, request {}", exchange.getRequestMethod(), path, requestId, e);
      return Errors.error(500, "internal error, see the log for request " + requestId, requestId);
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      return in.readNBytes(LARGEST_BODY + 1);
    }
  }

  private static Answer error(int status, String message, String requestId) {
    return Answer.plain(Errors.error(status, message, requestId));
  }
}
