package dev.neonflow.workflows.deploy.vercel;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * Vercel's REST API with one team and one project, as documented and as its own CLI uses it. What a
 * request has that Vercel does not know is an error.
 */
public final class FakeVercel implements AutoCloseable {
  public static final String TOKEN = "secret_of_VERCEL_TOKEN";
  static final String TEAM = "team_1";

  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);
  private static final Set<String> ENV_MEMBERS =
      Set.of("type", "key", "value", "target", "gitBranch", "comment", "visibility");

  /** A request that arrived. */
  record Call(String method, HttpUrl url, String body) {
    String line() {
      return method + " " + url.encodedPath();
    }

    Set<String> query() {
      return url.queryParameterNames();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
      return (Map<String, Object>) parsed(body);
    }
  }

  final FakeVercelProject project = new FakeVercelProject();
  final List<Call> calls = new ArrayList<>();

  /** Answers everything while it is not null. */
  volatile MockResponse trouble;

  private String account = TEAM;
  private final MockWebServer server = new MockWebServer();
  private final List<Fault> faults = new ArrayList<>();

  private record Fault(BiPredicate<String, String> on, boolean applied, MockResponse answer) {}

  private record Route(
      String method, Pattern path, Set<String> query, Function<Match, MockResponse> answer) {}

  private record Match(Call call, List<String> groups) {
    String query(String name) {
      return call.url().queryParameter(name);
    }
  }

  private final List<Route> routes =
      List.of(
          route("GET", "/v2/user", Set.of(), match -> user()),
          route("GET", "/(?:v2/)?teams/([^/]+)", Set.of(), match -> team()),
          route("GET", "/v9/projects/([^/]+)", Set.of(), match -> json(200, project.shown())),
          route(
              "GET",
              "/projects/[^/]+/custom-environments",
              Set.of(),
              match -> json(200, Map.of("environments", List.of()))),
          route(
              "GET",
              "/v10/projects/([^/]+)/env",
              Set.of("source", "target", "gitBranch"),
              this::list),
          route("POST", "/v10/projects/([^/]+)/env", Set.of("upsert"), this::write),
          route("DELETE", "/v(?:9|10)/projects/([^/]+)/env/([^/]+)", Set.of(), this::remove),
          route(
              "GET",
              "/v6/deployments",
              Set.of("projectId", "branch", "sha", "limit", "meta-githubCommitSha"),
              this::listed),
          route("POST", "/v13/deployments", Set.of("forceNew"), this::redeploy),
          route("GET", "/v13/deployments/([^/]+)", Set.of(), this::deployment),
          route("PATCH", "/v12/deployments/([^/]+)/cancel", Set.of(), this::cancel));

  public FakeVercel() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Route route(
      String method, String path, Set<String> query, Function<Match, MockResponse> answer) {
    return new Route(method, Pattern.compile(path), query, answer);
  }

  public URI api() {
    return server.url("/").uri();
  }

  /** The next request of this kind is answered like that instead. */
  synchronized void fail(String method, String pathEnd, MockResponse answer) {
    faults.add(new Fault(on(method, pathEnd), false, answer));
  }

  /** The next request of this kind is done, but its answer is this. */
  synchronized void failAfter(String method, String pathEnd, MockResponse answer) {
    faults.add(new Fault(on(method, pathEnd), true, answer));
  }

  private static BiPredicate<String, String> on(String method, String pathEnd) {
    return (m, path) -> m.equals(method) && path.endsWith(pathEnd);
  }

  /** What Vercel does when somebody pushes. */
  public synchronized void push(String gitBranch, String commit) {
    project.gitBranches.add(gitBranch);
    project.deploy(gitBranch, commit);
  }

  synchronized List<String> lines(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).map(Call::line).toList();
  }

  /** The values of the variables of a git branch, by name. */
  public synchronized Map<String, String> variables(String gitBranch) {
    return project.values(gitBranch);
  }

  synchronized void forgetCalls() {
    calls.clear();
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    HttpUrl url = request.getRequestUrl();
    Call call = new Call(request.getMethod(), url, request.getBody().readUtf8());
    calls.add(call);
    if (trouble != null) {
      return trouble.clone();
    }
    Fault fault =
        faults.stream()
            .filter(one -> one.on().test(call.method(), url.encodedPath()))
            .findFirst()
            .orElse(null);
    faults.remove(fault);
    if (fault != null && !fault.applied()) {
      return fault.answer();
    }
    MockResponse answer = regular(call, request.getHeader("Authorization"));
    return fault == null ? answer : fault.answer();
  }

  private MockResponse regular(Call call, String authorization) {
    if (!("Bearer " + TOKEN).equals(authorization)) {
      return error(403, "forbidden", "Not authorized", Map.of("invalidToken", true));
    }
    String teamId = call.url().queryParameter("teamId");
    String slug = call.url().queryParameter("slug");
    if ((teamId != null && !teamId.equals(TEAM)) || (slug != null && !slug.equals("acme"))) {
      return error(403, "forbidden", "You don't have permission to access this team", Map.of());
    }
    account = teamId == null && slug == null ? "u1" : TEAM;
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(call.url().encodedPath());
      if (route.method().equals(call.method()) && matcher.matches()) {
        for (String name : call.query()) {
          if (!route.query().contains(name) && !Set.of("teamId", "slug").contains(name)) {
            return error(400, "bad_request", "should NOT have query " + name, Map.of());
          }
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          groups.add(matcher.group(i));
        }
        boolean ofProject = call.url().encodedPath().matches("/v[0-9]+/projects/.*");
        if (ofProject
            && (!Set.of(FakeVercelProject.ID, "shop").contains(groups.get(0))
                || !account.equals(TEAM))) {
          return error(404, "not_found", "Project not found.", Map.of());
        }
        return route.answer().apply(new Match(call, groups));
      }
    }
    return error(404, "not_found", "The page was not found: " + call.line(), Map.of());
  }

  private static MockResponse user() {
    return json(
        200,
        Map.of(
            "user",
            Map.of(
                "id",
                "u1",
                "uid",
                "u1",
                "username",
                "alice",
                "email",
                "a@b.c",
                "defaultTeamId",
                TEAM)));
  }

  private static MockResponse team() {
    return json(200, Map.of("id", TEAM, "slug", "acme", "name", "Acme"));
  }

  private MockResponse list(Match match) {
    String gitBranch = match.query("gitBranch");
    return json(
        200,
        Map.of(
            "envs",
            project.variables.stream()
                .filter(one -> gitBranch == null || one.isOf(gitBranch))
                .map(FakeVercelProject.Variable::shown)
                .toList()));
  }

  private MockResponse write(Match match) {
    Map<String, Object> body = match.call().json();
    if (!ENV_MEMBERS.containsAll(body.keySet())) {
      return error(
          400, "bad_request", "Invalid request: should NOT have " + body.keySet(), Map.of());
    }
    String gitBranch = (String) body.get("gitBranch");
    if (!List.of("preview").equals(body.get("target"))) {
      return error(400, "bad_request", "gitBranch can only be used with target=preview", Map.of());
    }
    if ("main".equals(gitBranch)) {
      return error(
          400,
          "bad_request",
          "Cannot set Production Branch \"main\" for a Preview Environment Variable",
          Map.of());
    }
    if (!project.gitBranches.contains(gitBranch)) {
      return error(
          400,
          "bad_request",
          "Branch \"" + gitBranch + "\" not found in the connected Git repository.",
          Map.of());
    }
    boolean there = project.variable((String) body.get("key"), gitBranch) != null;
    if (there && !"true".equals(match.query("upsert"))) {
      return error(403, "ENV_CONFLICT", "A variable with this name already exists", Map.of());
    }
    return json(201, Map.of("created", project.set(body).shown(), "failed", List.of()));
  }

  private MockResponse remove(Match match) {
    boolean removed =
        project.variables.removeIf(one -> one.text("id").equals(match.groups().get(1)));
    return removed
        ? json(200, Map.of())
        : error(404, "not_found", "Environment Variable not found.", Map.of());
  }

  private MockResponse listed(Match match) {
    String sha =
        match.query("sha") == null ? match.query("meta-githubCommitSha") : match.query("sha");
    List<Map<String, Object>> found =
        project.newestFirst(match.query("branch"), sha).stream().map(one -> one.members).toList();
    return json(200, Map.of("deployments", found, "pagination", Map.of("count", found.size())));
  }

  private MockResponse redeploy(Match match) {
    Map<String, Object> body = match.call().json();
    FakeVercelProject.Deployment source = project.deployment((String) body.get("deploymentId"));
    if (source == null || !"1".equals(match.query("forceNew"))) {
      return error(404, "not_found", "Deployment not found", Map.of());
    }
    String gitBranch = source.meta("githubCommitRef");
    return json(200, project.deploy(gitBranch, source.meta("githubCommitSha")).members);
  }

  private MockResponse deployment(Match match) {
    FakeVercelProject.Deployment known = project.deployment(match.groups().get(0));
    if (known == null) {
      return error(404, "not_found", "Deployment not found", Map.of());
    }
    known.advance();
    return json(200, known.members);
  }

  private MockResponse cancel(Match match) {
    FakeVercelProject.Deployment known = project.deployment(match.groups().get(0));
    if (known != null) {
      known.coming.clear();
      known.coming.add("CANCELED");
    }
    return deployment(match);
  }

  static Object parsed(String json) {
    try {
      return JSON.fromJson(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MockResponse error(int status, String code, String message, Map<String, Object> more) {
    Map<String, Object> error = new LinkedHashMap<>(Map.of("code", code, "message", message));
    error.putAll(more);
    return json(status, Map.of("error", error));
  }

  private static MockResponse json(int status, Map<String, Object> body) {
    return new MockResponse()
        .setResponseCode(status)
        .setHeader("Content-Type", "application/json; charset=utf-8")
        .setBody(JSON.toJson(body));
  }

  @Override
  public void close() {
    try {
      server.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
