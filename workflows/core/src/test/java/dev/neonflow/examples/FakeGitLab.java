package dev.neonflow.examples;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The notes of GitLab's merge requests, in memory. */
final class FakeGitLab implements AutoCloseable {
  static final String TOKEN = "secret_of_GITLAB_TOKEN";
  static final long BOT = 7;

  private static final Pattern NOTES =
      Pattern.compile("/api/v4/projects/5/merge_requests/(\\d+)/notes(?:/(\\d+))?");
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Note> notes = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(100);
  volatile int trouble;
  volatile boolean cut;
  volatile boolean stalls;
  volatile Runnable whenStalled = () -> {};

  record Note(long id, long mergeRequest, long author, String body) {
    Map<String, Object> json() {
      return Map.of("id", id, "author", Map.of("id", author), "body", body);
    }
  }

  FakeGitLab() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4");
  }

  void add(long mergeRequest, long author, String body) {
    notes.add(new Note(ids.incrementAndGet(), mergeRequest, author, body));
  }

  List<String> bodies(long mergeRequest, long author) {
    return notes.stream()
        .filter(note -> note.mergeRequest() == mergeRequest && note.author() == author)
        .map(Note::body)
        .toList();
  }

  void remove(long mergeRequest, long author) {
    notes.removeIf(note -> note.mergeRequest() == mergeRequest && note.author() == author);
  }

  List<String> paths() {
    return paths;
  }

  private void answer(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    if (stalls) {
      whenStalled.run();
      return; // without an answer
    }
    if (cut) {
      exchange.close();
      return;
    }
    if (trouble != 0) {
      reply(exchange, trouble, Map.of("message", "trouble"));
    } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN"))) {
      reply(exchange, 401, Map.of("message", "401 Unauthorized"));
    } else {
      serve(exchange);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Matcher path = NOTES.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      reply(exchange, 404, Map.of("message", "404 Not found"));
      return;
    }
    long mergeRequest = Long.parseLong(path.group(1));
    String method = exchange.getRequestMethod();
    if (method.equals("GET")) {
      int page = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*&page=", ""));
      List<Object> all = new ArrayList<>();
      notes.stream()
          .filter(note -> note.mergeRequest() == mergeRequest)
          .skip((page - 1) * 100L)
          .limit(100)
          .forEach(note -> all.add(note.json()));
      reply(exchange, 200, all);
      return;
    }
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String body = String.valueOf(((Map<?, ?>) JSON.fromJson(sent)).get("body"));
    if (method.equals("POST")) {
      add(mergeRequest, BOT, body);
      reply(exchange, 201, notes.get(notes.size() - 1).json());
      return;
    }
    long id = Long.parseLong(path.group(2));
    notes.replaceAll(note -> note.id() == id ? new Note(id, mergeRequest, BOT, body) : note);
    reply(exchange, 200, Map.of("id", id));
  }

  private static void reply(HttpExchange exchange, int status, Object json) throws IOException {
    byte[] bytes = JSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
