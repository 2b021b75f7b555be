package dev.neonflow.cli.doctor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A third party that answers what it is told to, and remembers what it was asked. */
final class FakeApi implements AutoCloseable {

  /** It answers; only a machine that stands still makes it take long. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private record Reply(int status, String body, Map<String, String> headers) {}

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          asked.add(exchange.getRequestMethod() + " " + path + " " + token);
          Reply reply = replies.getOrDefault(path, new Reply(404, "{}", Map.of()));
          reply.headers().forEach(exchange.getResponseHeaders()::add);
          byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  FakeApi answering(String path, int status, String body, Map<String, String> headers) {
    replies.put(path, new Reply(status, body, headers));
    return this;
  }

  List<String> asked() {
    return asked;
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
