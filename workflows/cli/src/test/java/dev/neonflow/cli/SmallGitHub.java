package dev.neonflow.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of GitHub as one pull request's comment and deployment need. */
final class SmallGitHub implements AutoCloseable {

  /** Requests as they came, with their bodies. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /** The open pull requests. */
  final Set<Integer> open = new ConcurrentSkipListSet<>();

  /** The last comment as JSON, without its last brace; empty for none. */
  volatile String comment = "";

  /** Whether the token may only read. */
  volatile boolean readOnly;

  private final HttpServer server;

  SmallGitHub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String api() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(exchange.getRequestMethod() + " " + path + " " + body);
    boolean get = exchange.getRequestMethod().equals("GET");
    if (path.equals("/user") || (readOnly && !get)) {
      send(exchange, 403, "{\"message\":\"Resource not accessible by integration\"}");
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      comment = "";
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else if (path.endsWith("/comments") && get) {
      send(exchange, 200, comment.isEmpty() ? "[]" : "[" + comment + "]");
    } else if (path.contains("/comments")) {
      comment =
          body.substring(0, body.length() - 1)
              + ",\"id\":7,\"user\":{\"login\":\"github-actions[bot]\"},"
              + "\"html_url\":\"https://github.com/acme/shop/pull/7#issuecomment-7\"}";
      send(exchange, path.endsWith("/comments") ? 201 : 200, comment);
    } else if (path.endsWith("/pulls")) {
      List<String> items =
          open.stream().map(one -> "{\"number\":" + one + ",\"state\":\"open\"}").toList();
      send(exchange, 200, items.toString());
    } else if (path.contains("/pulls/")) {
      int number = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      String state = open.contains(number) ? "open" : "closed";
      send(exchange, 200, "{\"number\":" + number + ",\"state\":\"" + state + "\"}");
    } else {
      send(exchange, get ? 200 : 201, get ? "[]" : "{\"id\":1}");
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
