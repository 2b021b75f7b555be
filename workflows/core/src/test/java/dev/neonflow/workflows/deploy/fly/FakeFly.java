package dev.neonflow.workflows.deploy.fly;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Fly's Machines API as it is documented: one space of names for all organizations, statuses that
 * mean something, secrets whose values nobody reads again. It also is what apps answer at, and does
 * what the stand-in for flyctl asks for by a file.
 */
public final class FakeFly implements Closeable {
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  /** An app. */
  public static final class App {
    final String organization;
    public final Map<String, String> secrets = new TreeMap<>();
    public final List<Map<String, Object>> machines = new ArrayList<>();
    int volumes;

    App(String organization) {
      this.organization = organization;
    }
  }

  /** A request as it came. */
  public record Request(String line, String authorization, String body) {}

  /** What goes wrong, once, with the next request that fits. */
  public record Fault(String line, int status, String body, Map<String, String> headers) {
    static final int CUT = -1;
    static final int CUT_AFTER = -2;
    static final int HOLD = -3;
    static final int HOLD_AFTER = -4;

    /** Nothing is done, and nothing answered until the fake is closed. */
    public static Fault hold(String line) {
      return new Fault(line, HOLD, "", Map.of());
    }

    /** It is done, and not answered until the fake is closed. */
    public static Fault holdAnswer(String line) {
      return new Fault(line, HOLD_AFTER, "", Map.of());
    }
  }

  public final Map<String, App> apps = new TreeMap<>();
  public final CopyOnWriteArrayList<Request> requests = new CopyOnWriteArrayList<>();
  public final CopyOnWriteArrayList<Fault> faults = new CopyOnWriteArrayList<>();

  /** Organizations by token; what a token may see. */
  public final Map<String, List<String>> tokens = new TreeMap<>();

  /** What goes wrong with every request, or null. */
  volatile Fault trouble;

  /** What apps answer at their URL. */
  volatile int siteStatus = 200;

  /** How often a destroyed app is still seen. */
  volatile int goneAfter;

  /** Whether each deployment makes a new machine and leaves the old ones. */
  volatile boolean piles;

  /** Told when a request is held. */
  public final CountDownLatch held = new CountDownLatch(1);

  private final Path directory;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Map<String, Integer> going = new TreeMap<>();
  private int nextMachine;
  private int deployed;

  /**
   * Starts it.
   *
   * @param directory where the stand-in for flyctl leaves its requests
   */
  public FakeFly(Path directory) throws IOException {
    this.directory = directory;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public String site() {
    return base() + "/site/{app}/";
  }

  @Override
  public void close() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
    boolean site = line.contains("/site/");
    if (!site) {
      requests.add(new Request(line, token, body));
    }
    Fault fault = next(line);
    if (fault != null && fault.status() == Fault.CUT) {
      exchange.close();
      return;
    }
    if (fault != null && fault.status() == Fault.HOLD) {
      hold(exchange);
      return;
    }
    if (fault != null && fault.status() > 0) {
      fault.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      answer(exchange, fault.status(), fault.body());
      return;
    }
    if (site) {
      site(exchange);
      return;
    }
    Reply reply;
    synchronized (this) {
      deployWhatWasAsked();
      reply = reply(exchange.getRequestMethod(), exchange.getRequestURI(), token, body);
    }
    if (fault != null && fault.status() == Fault.CUT_AFTER) {
      exchange.close();
      return;
    }
    if (fault != null && fault.status() == Fault.HOLD_AFTER) {
      hold(exchange);
      return;
    }
    answer(exchange, reply.status(), reply.body() == null ? "" : JSON.toJson(reply.body()));
  }

  private void hold(HttpExchange exchange) {
    held.countDown();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private Fault next(String line) {
    if (trouble != null) {
      return trouble;
    }
    for (Fault fault : faults) {
      if (line.matches(fault.line()) && faults.remove(fault)) {
        return fault;
      }
    }
    return null;
  }

  private void site(HttpExchange exchange) throws IOException {
    boolean healthy = exchange.getRequestURI().getPath().endsWith("/healthz");
    answer(exchange, healthy && siteStatus == 404 ? 404 : siteStatus, "hello");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private record Reply(int status, Object body) {
    static Reply error(int status, String text) {
      return new Reply(status, Map.of("error", text));
    }
  }

  private Reply reply(String method, URI uri, String token, String body) throws IOException {
    List<String> seen = tokens.get(token);
    if (seen == null) {
      return Reply.error(401, "invalid token");
    }
    String[] path = uri.getPath().split("/", -1);
    if (path.length == 3) {
      return method.equals("POST") ? make(seen, body) : list(uri.getQuery().substring(9), seen);
    }
    App app = apps.get(path[3]);
    if (app == null) {
      return Reply.error(404, "app not found");
    }
    if (!seen.contains(app.organization)) {
      return Reply.error(403, "unauthorized");
    }
    Integer left = going.get(path[3]);
    if (left != null) {
      if (left == 0) {
        apps.remove(path[3]);
        going.remove(path[3]);
        return Reply.error(404, "app not found");
      }
      going.put(path[3], left - 1);
    }
    if (path.length == 4) {
      if (method.equals("DELETE")) {
        going.put(path[3], goneAfter);
        return new Reply(202, null);
      }
      return new Reply(200, shown(path[3], app));
    }
    return path[4].equals("secrets")
        ? secrets(method, app, body, path)
        : machines(method, app, path);
  }

  private Reply make(List<String> seen, String body) throws IOException {
    Map<?, ?> asked = (Map<?, ?>) JSON.fromJson(body);
    Object name = asked.get("app_name") == null ? asked.get("name") : asked.get("app_name");
    String organization = String.valueOf(asked.get("org_slug"));
    if (!seen.contains(organization)) {
      return Reply.error(404, "organization not found");
    }
    if (apps.containsKey(String.valueOf(name))) {
      return new Reply(
          422, Map.of("error", "Validation failed: Name has been taken", "status", "name_taken"));
    }
    apps.put(String.valueOf(name), new App(organization));
    return new Reply(201, Map.of("id", "a1", "created_at", 1708631799000L));
  }

  private Reply list(String organization, List<String> seen) {
    List<Object> found = new ArrayList<>();
    apps.forEach(
        (name, app) -> {
          if (app.organization.equals(organization) && seen.contains(organization)) {
            found.add(shown(name, app));
          }
        });
    return new Reply(200, Map.of("apps", found, "total_apps", found.size()));
  }

  private static Map<String, Object> shown(String name, App app) {
    return Map.of(
        "id",
        "a1",
        "name",
        name,
        "status",
        app.machines.isEmpty() ? "pending" : "deployed",
        "organization",
        Map.of("name", app.organization.toUpperCase(), "slug", app.organization),
        "machine_count",
        app.machines.size(),
        "volume_count",
        app.volumes);
  }

  private static Reply secrets(String method, App app, String body, String[] path)
      throws IOException {
    if (method.equals("GET")) {
      List<Object> names = new ArrayList<>();
      app.secrets.keySet().forEach(name -> names.add(Map.of("name", name, "digest", "d")));
      return new Reply(200, Map.of("secrets", names));
    }
    if (method.equals("DELETE")) {
      boolean there = app.secrets.remove(path[5]) != null;
      return there ? new Reply(200, Map.of("version", 1)) : Reply.error(404, "secret not found");
    }
    ((Map<?, ?>) ((Map<?, ?>) JSON.fromJson(body)).get("values"))
        .forEach((name, value) -> app.secrets.put(String.valueOf(name), String.valueOf(value)));
    return new Reply(200, Map.of("version", app.secrets.size()));
  }

  private static Reply machines(String method, App app, String[] path) {
    if (method.equals("GET")) {
      return new Reply(200, List.copyOf(app.machines));
    }
    boolean removed = app.machines.removeIf(machine -> path[5].equals(machine.get("id")));
    return removed ? new Reply(200, Map.of("ok", true)) : Reply.error(404, "machine not found");
  }

  /** A machine as a deployment makes it. */
  Map<String, Object> machine(String group, Map<String, String> environment, boolean volume) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("env", environment);
    config.put("metadata", Map.of("fly_process_group", group));
    config.put("mounts", volume ? List.of(Map.of("volume", "vol_1")) : List.of());
    Map<String, Object> machine = new LinkedHashMap<>();
    int number = ++nextMachine;
    machine.put("id", "m" + number);
    machine.put("state", "started");
    machine.put("region", "cdg");
    machine.put("created_at", String.format("2026-01-01T00:%02d:00Z", number));
    machine.put("config", config);
    return machine;
  }

  private void deployWhatWasAsked() throws IOException {
    Path asked = directory.resolve("deploys");
    List<Path> files;
    try (Stream<Path> all = Files.list(asked)) {
      files = all.sorted().toList();
    }
    for (Path file : files.subList(deployed, files.size())) {
      deploy(Files.readAllLines(file));
      deployed++;
    }
  }

  private void deploy(List<String> argv) {
    App app = apps.get(argv.get(argv.indexOf("-a") + 1));
    Map<String, String> environment = new TreeMap<>();
    for (int i = 0; i + 1 < argv.size(); i++) {
      if (argv.get(i).equals("-e")) {
        String[] pair = argv.get(i + 1).split("=", 2);
        environment.put(pair[0], pair[1]);
      }
    }
    int wanted = argv.contains("--ha=false") ? 1 : 2;
    if (piles) {
      app.machines.add(machine("app", environment, false));
      return;
    }
    app.machines.replaceAll(
        machine -> {
          Map<String, Object> changed = new LinkedHashMap<>(machine);
          Map<String, Object> config = new LinkedHashMap<>();
          ((Map<?, ?>) machine.get("config")).forEach((k, v) -> config.put(String.valueOf(k), v));
          config.put("env", environment);
          changed.put("config", config);
          return changed;
        });
    while (app.machines.size() < wanted) {
      app.machines.add(machine("app", environment, false));
    }
  }
}
