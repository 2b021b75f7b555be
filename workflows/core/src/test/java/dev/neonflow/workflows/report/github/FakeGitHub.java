package dev.neonflow.workflows.report.github;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okio.Buffer;

/**
 * A GitHub with one repository, {@code acme/shop}. Remembers what it is told, answers in pages, and
 * holds every request and its own answers to GitHub's contract.
 */
public final class FakeGitHub implements AutoCloseable {
  public static final String TOKEN = "secret_of_GITHUB_TOKEN";
  static final String BOT = "github-actions[bot]";
  private static final int LONGEST_COMMENT = 65_536;

  /** What a token may do; null for who it is if GitHub does not tell it. */
  public record Access(String login, String asks, Set<String> permissions) {}

  public record Comment(long id, int issue, String login, String body, long updated) {}

  public record Deployment(long id, Map<?, ?> made, List<Map<?, ?>> statuses) {
    public String state() {
      return statuses.isEmpty()
          ? "none"
          : String.valueOf(statuses.get(statuses.size() - 1).get("state"));
    }
  }

  /** One request as it came. */
  public record Seen(String method, String path, String body, Map<String, String> headers) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public final Map<String, Access> tokens = new ConcurrentHashMap<>();
  final Map<Integer, String> pulls = new TreeMap<>();
  public final List<String> violations = new CopyOnWriteArrayList<>();
  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  public final List<String> commitStatuses = new CopyOnWriteArrayList<>();

  /** Answers in place of the fake where it does not return null. */
  public volatile Function<Seen, MockResponse> before = request -> null;

  /** Told after a request was served. */
  volatile Consumer<Seen> after = request -> {};

  /** Whether GraphQL tells who a token is for, as it does for those of apps too. */
  volatile boolean tellsViewer = true;

  private final MockWebServer server = new MockWebServer();
  private final URI api;
  private final GitHubContract contract = new GitHubContract();
  private final Map<Long, Comment> comments = new TreeMap<>();
  private final Map<Long, Deployment> deployments = new TreeMap<>();
  private long lastId = 1000;

  public FakeGitHub() {
    tokens.put(TOKEN, job(Set.of("comments", "deployments", "statuses")));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    api = server.url("/api/v3").uri();
  }

  /** A job's own token. */
  public static Access job(Set<String> permissions) {
    return new Access(BOT, null, permissions);
  }

  public URI api() {
    return api;
  }

  synchronized Comment add(int issue, String login, String body) {
    Comment comment = new Comment(++lastId, issue, login, body, ++lastId);
    comments.put(comment.id(), comment);
    return comment;
  }

  synchronized void remove(long id) {
    comments.remove(id);
  }

  public synchronized List<Comment> comments(int issue) {
    return comments.values().stream().filter(one -> one.issue() == issue).toList();
  }

  public synchronized List<Deployment> deployments() {
    return List.copyOf(deployments.values());
  }

  public synchronized void pull(int number, String state) {
    pulls.put(number, state);
  }

  List<String> calls() {
    return seen.stream().map(Seen::toString).toList();
  }

  private MockResponse answer(RecordedRequest request) {
    HttpUrl whole = request.getRequestUrl();
    String path = whole.encodedPath();
    if (path.equals("/api/graphql")) {
      return viewer(request);
    }
    HttpUrl url = whole.newBuilder().encodedPath(path.replaceFirst("^/api/v3", "")).build();
    String body = request.getBody().readUtf8();
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .getHeaders()
        .forEach(one -> headers.put(one.getFirst().toLowerCase(Locale.ROOT), one.getSecond()));
    Seen one =
        new Seen(
            request.getMethod(),
            url.encodedPath() + (url.encodedQuery() == null ? "" : "?" + url.encodedQuery()),
            body,
            headers);
    seen.add(one);
    MockResponse instead = before.apply(one);
    if (instead != null) {
      return instead;
    }
    checkHeaders(one, path);
    contract
        .requestFaults(one.method(), url, body)
        .forEach(fault -> violations.add(one + ": " + fault));
    MockResponse response;
    synchronized (this) {
      response = authorised(one, url);
    }
    Buffer sent = response.getBody();
    contract
        .answerFaults(
            one.method(),
            url,
            Integer.parseInt(response.getStatus().split(" ", -1)[1]),
            sent == null ? "" : sent.clone().readUtf8())
        .forEach(fault -> violations.add("answer to " + one + ": " + fault));
    after.accept(one);
    return response;
  }

  private MockResponse viewer(RecordedRequest request) {
    String given = String.valueOf(request.getHeader("Authorization"));
    Access access = tokens.get(given.replaceFirst("^Bearer ", ""));
    String asked = request.getBody().readUtf8();
    if (!asked.equals("{\"query\":\"query { viewer { login } }\"}")) {
      violations.add("GraphQL: " + asked);
    }
    return access == null || !tellsViewer
        ? error(access == null ? 401 : 403, "no")
        : json(200, Map.of("data", Map.of("viewer", Map.of("login", access.login()))));
  }

  private void checkHeaders(Seen request, String path) {
    if (!path.startsWith("/api/v3/")) {
      violations.add(request + ": outside of the API's base: " + path);
    }
    if (!"application/vnd.github+json".equals(request.headers().get("accept"))
        || !"2022-11-28".equals(request.headers().get("x-github-api-version"))
        || request.headers().getOrDefault("user-agent", "").isEmpty()) {
      violations.add(request + ": headers " + request.headers().keySet());
    }
  }

  private MockResponse authorised(Seen request, HttpUrl url) {
    String given = request.headers().getOrDefault("authorization", "");
    Access access = tokens.get(given.replaceFirst("^Bearer ", ""));
    if (access == null) {
      return error(401, "Bad credentials");
    }
    List<String> path = url.pathSegments();
    if (path.equals(List.of("user"))) {
      return access.asks() == null
          ? error(403, "Resource not accessible by integration")
          : json(200, Map.of("login", access.asks(), "id", 1));
    }
    if (!path.subList(0, 3).equals(List.of("repos", "acme", "shop"))) {
      return error(404, "Not Found");
    }
    String kind = path.get(3).equals("issues") ? "comments" : path.get(3);
    if (!request.method().equals("GET") && !access.permissions().contains(kind)) {
      return error(403, "Resource not accessible by integration")
          .setHeader(
              "X-Accepted-GitHub-Permissions",
              kind.equals("comments") ? "issues=write; pull_requests=write" : kind + "=write");
    }
    return route(request, url, path.subList(3, path.size()), access);
  }

  private MockResponse route(Seen request, HttpUrl url, List<String> path, Access access) {
    Map<?, ?> body =
        request.body().isEmpty() ? Map.of() : (Map<?, ?>) GitHubContract.json(request.body());
    boolean get = request.method().equals("GET");
    switch (path.get(0)) {
      case "issues":
        if (path.size() == 2) {
          return FakeGitHubPage.of(
              api,
              comments.values().stream()
                  .sorted(Comparator.comparing(Comment::updated).reversed())
                  .map(this::shown)
                  .toList(),
              url);
        }
        return path.get(1).equals("comments")
            ? comment(request.method(), Long.parseLong(path.get(2)), body)
            : issue(get, Integer.parseInt(path.get(1)), url, body, access);
      case "pulls":
        return path.size() == 1 ? pulls(url) : pull(request, Integer.parseInt(path.get(1)));
      case "deployments":
        return deployment(get, path, url, body);
      default:
        commitStatuses.add(path.get(1) + " " + body);
        return json(201, Map.of("id", ++lastId));
    }
  }

  private MockResponse issue(boolean get, int issue, HttpUrl url, Map<?, ?> body, Access access) {
    if (!pulls.containsKey(issue)) {
      return error(404, "Not Found");
    }
    if (get) {
      return FakeGitHubPage.of(
          api,
          comments.values().stream().filter(one -> one.issue() == issue).map(this::shown).toList(),
          url);
    }
    String text = String.valueOf(body.get("body"));
    return text.length() > LONGEST_COMMENT
        ? error(422, "Body is too long (maximum is 65536 characters)")
        : json(201, shown(add(issue, access.login(), text)));
  }

  private MockResponse comment(String method, long id, Map<?, ?> body) {
    Comment comment = comments.get(id);
    if (comment == null) {
      return error(404, "Not Found");
    }
    if (method.equals("GET")) {
      return json(200, shown(comment));
    }
    if (method.equals("DELETE")) {
      comments.remove(id);
      return new MockResponse().setResponseCode(204);
    }
    String text = String.valueOf(body.get("body"));
    if (text.length() > LONGEST_COMMENT) {
      return error(422, "Body is too long (maximum is 65536 characters)");
    }
    Comment changed = new Comment(id, comment.issue(), comment.login(), text, ++lastId);
    comments.put(id, changed);
    return json(200, shown(changed));
  }

  private MockResponse pulls(HttpUrl url) {
    return FakeGitHubPage.of(
        api,
        pulls.entrySet().stream()
            .filter(one -> one.getValue().equals(url.queryParameter("state")))
            .map(one -> Map.of("number", one.getKey(), "state", one.getValue()))
            .toList(),
        url);
  }

  private MockResponse pull(Seen request, int number) {
    String state = pulls.get(number);
    if (state == null) {
      return error(404, "Not Found");
    }
    String etag = "W/\"" + number + state + "\"";
    return etag.equals(request.headers().get("if-none-match"))
        ? new MockResponse().setResponseCode(304).setHeader("ETag", etag)
        : json(200, Map.of("number", number, "state", state)).setHeader("ETag", etag);
  }

  private MockResponse deployment(boolean get, List<String> path, HttpUrl url, Map<?, ?> body) {
    if (path.size() == 1 && get) {
      return FakeGitHubPage.of(
          api,
          deployments.values().stream()
              .filter(
                  one -> one.made().get("environment").equals(url.queryParameter("environment")))
              .sorted(Comparator.comparing(Deployment::id).reversed())
              .map(FakeGitHub::shown)
              .toList(),
          url);
    }
    if (path.size() == 1) {
      if (!Boolean.FALSE.equals(body.get("auto_merge"))
          || !List.of().equals(body.get("required_contexts"))) {
        return error(409, "Conflict merging main into " + body.get("ref"));
      }
      Deployment made = new Deployment(++lastId, body, new ArrayList<>());
      deployments.put(made.id(), made);
      return json(201, shown(made));
    }
    Deployment deployment = deployments.get(Long.parseLong(path.get(1)));
    if (deployment == null) {
      return error(404, "Not Found");
    }
    if (get) {
      List<Map<?, ?>> newestFirst = new ArrayList<>(deployment.statuses());
      Collections.reverse(newestFirst);
      return FakeGitHubPage.of(
          api,
          newestFirst.stream()
              .<Map<String, ?>>map(one -> Map.of("id", 1, "state", one.get("state")))
              .toList(),
          url);
    }
    deployment.statuses().add(body);
    return json(201, Map.of("id", ++lastId, "state", body.get("state")));
  }

  private Map<String, ?> shown(Comment comment) {
    return Map.of(
        "id", comment.id(),
        "body", comment.body(),
        "user", Map.of("login", comment.login()),
        "html_url",
            "https://github.com/acme/shop/pull/"
                + comment.issue()
                + "#issuecomment-"
                + comment.id());
  }

  private static Map<String, ?> shown(Deployment deployment) {
    return Map.of(
        "id", deployment.id(),
        "sha", deployment.made().get("ref"),
        "payload", deployment.made().get("payload"));
  }

  public static MockResponse error(int status, String message) {
    return json(status, Map.of("message", message, "status", String.valueOf(status)));
  }

  static MockResponse json(int status, Object body) {
    return new MockResponse()
        .setResponseCode(status)
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .setBody(new Moshi.Builder().build().adapter(Object.class).toJson(body));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
