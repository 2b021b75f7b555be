package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API over real PostgreSQL, as somebody sees it who only has a URL and a key. */
class EmbeddedNeonTest {

  private static final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  private static EmbeddedNeon neon;
  private static Api api;
  private static String branches;

  @BeforeAll
  static void start() {
    neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).onRequest(served::add));
    api = new Api(neon);
    branches = api.project + "/branches";
  }

  @AfterAll
  static void stop() {
    neon.close();
  }

  @Test
  void newBranch_hasDataOfItsParent_andLeavesItAlone() throws SQLException {
    String parent = uri("");
    Database.execute(parent, "CREATE TABLE copied AS SELECT 42 AS answer");

    Answer created = api.branch("preview/pr-7");
    assertEquals(201, created.status());
    assertEquals("init", created.at("branch", "current_state"));
    assertEquals("ready", created.at("branch", "pending_state"));
    assertEquals("init", created.at("endpoints", 0, "current_state"));
    assertEquals("create_branch", created.at("operations", 0, "action"));
    assertEquals("start_compute", created.at("operations", 1, "action"));
    api.finish(created);

    String id = created.at("branch", "id");
    Answer ready = api.get(branches + "/" + id);
    assertEquals("ready", ready.at("branch", "current_state"));
    assertFalse(ready.has("branch", "pending_state"), "what is absent is left out");
    assertTrue(ready.has("branch", "parent_lsn"));
    String uri = created.at("connection_uris", 0, "connection_uri");
    assertEquals("42", Database.query(uri, "SELECT answer FROM copied"));
    assertEquals(id, Database.query(uri, "SELECT current_setting('neon.branch_id')"));
    Database.execute(uri, "DROP TABLE copied");
    assertEquals("42", Database.query(parent, "SELECT answer FROM copied"));
    assertEquals(uri, uri("&branch_id=" + id));
    assertEquals(uri, uri("&pooled=true&branch_id=" + id));
  }

  @Test
  void everythingAboutABranch_isReadableRightAfterItsCreation() {
    Answer created = api.branch("readable");
    String branch = branches + "/" + created.at("branch", "id");

    String endpoint = created.at("endpoints", 0, "id");
    assertEquals(endpoint, api.get(branch + "/endpoints").at("endpoints", 0, "id"));
    assertEquals("neondb", api.get(branch + "/databases/neondb").at("database", "name"));
    assertEquals("neondb_owner", api.get(branch + "/roles/neondb_owner").at("role", "name"));
    assertEquals(
        created.<String>at("connection_uris", 0, "connection_parameters", "password"),
        api.get(branch + "/roles/neondb_owner/reveal_password").<String>at("password"));
    api.finish(created);
  }

  @Test
  void takenName_isAConflictWithNeonsWords() {
    Answer answer = api.post(branches, "{'branch':{'name':'main'}}");

    assertEquals(409, answer.status());
    assertEquals("BRANCH_ALREADY_EXISTS", answer.at("code"));
    assertEquals("branch already exists; branch_name:\"main\"", answer.at("message"));
    assertFalse(answer.<String>at("request_id").isEmpty());
  }

  @Test
  void deletedBranch_isGone_andItsPortIsClosed() throws Exception {
    Answer created = api.branch("to-delete");
    String id = created.at("branch", "id");
    api.finish(created);
    String uri = created.at("connection_uris", 0, "connection_uri");

    Answer deleted = api.delete(branches + "/" + id);
    assertEquals(200, deleted.status());
    assertEquals("storage_deleted", deleted.at("branch", "pending_state"));
    assertEquals("suspend_compute", deleted.at("operations", 0, "action"));
    assertEquals("delete_timeline", deleted.at("operations", 1, "action"));
    api.finish(deleted);

    assertEquals(404, api.get(branches + "/" + id).status());
    assertEquals(List.of(), api.get(branches + "?search=to-delete").at("branches"));
    SQLException refused = assertThrows(SQLException.class, () -> Database.connect(uri).close());
    assertEquals("08001", refused.getSQLState());
    Answer again = api.delete(branches + "/" + id);
    assertEquals(204, again.status());
    assertTrue(again.type().isEmpty(), "clients read a body where a type is named");
  }

  @Test
  void mutationOfABranchInCreation_isLocked() {
    Answer created = api.branch("busy");
    String branch = branches + "/" + created.at("branch", "id");

    Answer deleted = api.delete(branch);
    if (deleted.status() == 423) {
      assertEquals(
          "project already has running conflicting operations, scheduling of new ones is"
              + " prohibited",
          deleted.at("message"));
    } else {
      assertEquals(200, deleted.status(), "it was quicker than we");
    }
    Polling.until("it is free or gone", () -> api.delete(branch).status() != 423);
  }

  @Test
  void rulesOfNeon_areRefusedWith422() {
    String main = api.get(branches + "?search=main").at("branches", 0, "id");
    assertEquals(422, api.delete(branches + "/" + main).status());
    assertEquals(422, api.patch(branches + "/" + main, lease(10)).status());
    assertEquals(422, expiring("past", -10, "").status());
    assertEquals(422, expiring("far", 31 * 86_400, "").status());
    assertEquals(422, expiring("both", 60, ",'protected':true").status());

    Answer parent = api.post(branches, "{'branch':{'name':'lease-parent','protected':true}}");
    api.finish(parent);
    String id = parent.at("branch", "id");
    assertEquals(422, api.patch(branches + "/" + id, lease(60)).status());
    assertEquals(422, api.delete(branches + "/" + id).status());
    Answer leased =
        api.patch(
            branches + "/" + id, "{'branch':{'protected':false,'expires_at':'" + at(60) + "'}}");
    assertEquals(200, leased.status());
    assertEquals(List.of(), leased.at("operations"));
    assertTrue(leased.has("branch", "expires_at"));
    assertTrue(leased.has("branch", "ttl_interval_seconds"));
    assertEquals(
        422,
        api.post(branches, "{'branch':{'name':'x','parent_id':'" + id + "'}}").status(),
        "no children of what expires");
    assertTrue(
        api.patch(branches + "/" + id, "{'branch':{'name':'lp'}}").has("branch", "expires_at"),
        "absent means unchanged");
    assertFalse(
        api.patch(branches + "/" + id, "{'branch':{'expires_at':null}}")
            .has("branch", "expires_at"),
        "null means never");
    assertEquals(200, api.delete(branches + "/" + id).status());
  }

  @Test
  void childOfAProtectedBranch_hasPasswordsOfItsOwn() throws SQLException {
    Answer parent =
        api.post(
            branches,
            "{'branch':{'name':'secret','protected':true},'endpoints':[{'type':'read_write'}]}");
    api.finish(parent);
    Answer child =
        api.post(
            branches,
            "{'branch':{'name':'open','parent_id':'"
                + parent.at("branch", "id")
                + "'},'endpoints':[{'type':'read_write'}]}");
    api.finish(child);

    assertNotEquals(password(parent), password(child));
    assertEquals("1", Database.query(child.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
    assertEquals(
        "1", Database.query(parent.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
  }

  @Test
  void fourBranchesAtOnce_allBecomeReady() throws SQLException {
    List<CompletableFuture<Answer>> requests = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "parallel-" + i;
      requests.add(CompletableFuture.supplyAsync(() -> api.branch(name)));
    }
    for (CompletableFuture<Answer> request : requests) {
      Answer created = request.join();
      assertEquals(201, created.status());
      api.finish(created);
      String uri = created.at("connection_uris", 0, "connection_uri");
      assertEquals("1", Database.query(uri, "SELECT 1"));
    }
  }

  @Test
  void suspendedCompute_isIdle_untilSomebodyConnectsOrStartsIt() throws SQLException {
    Answer created = api.branch("sleepy");
    api.finish(created);
    String endpoint = api.project + "/endpoints/" + created.at("endpoints", 0, "id");

    Answer suspended = api.post(endpoint + "/suspend", "");
    assertEquals("idle", suspended.at("endpoint", "pending_state"));
    api.finish(suspended);
    assertEquals("idle", api.get(endpoint).at("endpoint", "current_state"));
    assertEquals(
        "1", Database.query(created.at("connection_uris", 0, "connection_uri"), "SELECT 1"));
    assertEquals("active", api.get(endpoint).at("endpoint", "current_state"));
    api.finish(api.post(endpoint + "/suspend", ""));
    api.finish(api.post(endpoint + "/start", ""));
    assertEquals("active", api.get(endpoint).at("endpoint", "current_state"));
    assertEquals(List.of(), api.post(endpoint + "/start", "").at("operations"));
  }

  @Test
  void databasesAndRoles_areMadeForReal_andThoseOfSqlAreSeen() throws SQLException {
    Answer created = api.branch("catalog");
    api.finish(created);
    String branch = branches + "/" + created.at("branch", "id");

    Answer role = api.post(branch + "/roles", "{'role':{'name':'app'}}");
    assertEquals(201, role.status());
    assertEquals("apply_config", role.at("operations", 0, "action"));
    api.finish(role);
    Answer database =
        api.post(branch + "/databases", "{'database':{'name':'shop','owner_name':'app'}}");
    assertEquals(201, database.status());
    api.finish(database);
    assertEquals(
        409,
        api.post(branch + "/databases", "{'database':{'name':'shop','owner_name':'app'}}")
            .status());
    assertEquals(
        404,
        api.post(branch + "/databases", "{'database':{'name':'s2','owner_name':'nobody'}}")
            .status());

    String uri =
        created
            .<String>at("connection_uris", 0, "connection_uri")
            .replaceFirst("//[^@]*@", "//app:" + role.at("role", "password") + "@")
            .replace("/neondb?", "/shop?");
    assertEquals("app", Database.query(uri, "SELECT current_user"));
    Answer reset = api.post(branch + "/roles/app/reset_password", "");
    api.finish(reset);
    String changed = uri.replace(role.at("role", "password"), reset.at("role", "password"));
    assertEquals("app", Database.query(changed, "SELECT current_user"));
    assertThrows(SQLException.class, () -> Database.connect(uri).close());

    Database.execute(created.at("connection_uris", 0, "connection_uri"), "CREATE DATABASE by_sql");
    List<Map<String, Object>> databases = api.get(branch + "/databases").at("databases");
    assertEquals(
        List.of("by_sql", "neondb", "shop"),
        databases.stream().map(d -> String.valueOf(d.get("name"))).sorted().toList());
    assertEquals(422, api.delete(branch + "/roles/app").status(), "it owns a database");
    try (Connection inUse = Database.connect(changed)) {
      api.finish(api.delete(branch + "/databases/shop"));
      assertFalse(inUse.isValid(5));
    }
    api.finish(api.delete(branch + "/roles/app"));
    assertEquals(204, api.delete(branch + "/roles/app").status());
    assertEquals(404, api.get(branch + "/roles/app").status());

    Answer child =
        api.post(
            branches,
            "{'branch':{'parent_id':'"
                + created.at("branch", "id")
                + "'},'endpoints':[{'type':'read_write'}]}");
    assertEquals(2, child.<List<?>>at("databases").size());
    assertNull(child.<Object>at("connection_uris"), "left out where it is not the only way");
    assertEquals(child.<String>at("branch", "id"), child.at("branch", "name"));
    api.finish(child);
  }

  @Test
  void branchList_isPaged_searchedAndAnnotated() {
    for (String name : List.of("page-a", "page-b", "page-c")) {
      api.finish(
          api.post(
              branches,
              "{'branch':{'name':'" + name + "'},'annotation_value':{'note':'" + name + "'}}"));
    }
    String query = branches + "?search=page-&sort_by=name&sort_order=asc&limit=2";
    Answer first = api.get(query);
    assertEquals("page-a", first.at("branches", 0, "name"));
    assertEquals("page-b", first.at("branches", 1, "name"));
    assertEquals("ASC", first.at("pagination", "sort_order"));
    String id = first.at("branches", 0, "id");
    assertEquals("page-a", first.at("annotations", id, "value", "note"));

    Answer second = api.get(query + "&cursor=" + first.at("pagination", "next"));
    assertEquals(1, second.<List<?>>at("branches").size());
    assertEquals("page-c", second.at("branches", 0, "name"));
    assertFalse(second.has("pagination", "next"));
    assertEquals("page-a", api.get(branches + "/" + id).at("annotation", "value", "note"));
  }

  @Test
  void account_namesTheOneProject() {
    assertEquals(neon.projectId(), api.get("/projects").at("projects", 0, "id"));
    assertEquals(List.of(), api.get("/projects?search=nothing").at("projects"));
    assertEquals(18.0, api.get(api.project).<Double>at("project", "pg_version"));
    assertEquals("api_key_user", api.get("/auth").at("auth_method"));
    assertEquals(200, api.get("/users/me").status());
    assertEquals(
        api.get(api.project).<String>at("project", "org_id"),
        api.get("/users/me/organizations").at("organizations", 0, "id"));
    assertEquals(200, api.get("/regions").status());
    assertEquals(1, api.get(api.project + "/operations?limit=1").<List<?>>at("operations").size());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /snapshots, 501, GET /projects/{project_id}/snapshots",
    "POST, /branches/br-x/restore, 501, POST /projects/{project_id}/branches/{branch_id}/restore",
    "GET, /nonsense, 404, this route does not exist",
    "PUT, /branches, 404, this route does not exist",
    "GET, /branches/BR_X, 404, this route does not exist",
    "GET, /branches/br-no-such-branch1, 404, not found",
    "GET, /operations/no-such-operation, 404, not found",
    "GET, /branches?limit=x, 400, limit must be",
    "GET, /connection_uri, 400, database_name",
    "GET, /connection_uri?database_name=no&role_name=neondb_owner, 404, not found",
  })
  void whatIsNotThere_saysSo(String method, String path, int status, String message) {
    assertRefused(api.send(method, api.project + path, ""), status, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{; 400; not the JSON",
        "[]; 400; not the JSON",
        "{'branch':{'name':''}}; 400; 1 to 256",
        "{'branch':{'expires_at':'tomorrow'}}; 400; RFC 3339",
        "{'branch':{'parent_id':'br-no-such-parent1'}}; 404; br-no-such-parent1",
        "{'branch':{'init_source':'schema-only'}}; 501; schema-only",
        "{'branch':{'parent_lsn':'0/1'}}; 501; point in time",
        "{'endpoints':[{'type':'read_only'}]}; 501; read_only",
        "{'endpoints':[{}]}; 400; type",
      })
  void branchThatCannotBeMade_isRefused(String body, int status, String message) {
    assertRefused(api.post(branches, body), status, message);
  }

  @Test
  void strangers_areTurnedAway() throws Exception {
    Api stranger = new Api(neon.apiBase(), "wrong", api.project);
    assertRefused(
        stranger.get(api.project), 401, "supplied credentials do not pass authentication");
    assertRefused(api.get("/projects/other-project-12345678"), 404, "not found");
    assertRefused(
        api.post(branches, "{'x':'" + "x".repeat(1 << 20) + "'}"), 413, "larger than 1 MiB");

    URI base = neon.apiBase();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), base.getPort())) {
      String request =
          "GET /api/v2/projects HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
              + neon.apiKey()
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
    }
  }

  @Test
  void requests_areTold() {
    api.get("/regions?told=1");

    assertTrue(
        served.stream().anyMatch(r -> r.path().equals("/regions") && r.status() == 200),
        () -> served.toString());
  }

  private static void assertRefused(Answer answer, int status, String message) {
    assertEquals(status, answer.status(), () -> answer.body().toString());
    assertEquals("application/json", answer.type().orElse(""));
    assertEquals("", answer.at("code"));
    assertTrue(answer.<String>at("message").contains(message), () -> answer.body().toString());
  }

  private static Answer expiring(String name, long seconds, String more) {
    return api.post(
        branches,
        "{'branch':{'name':'" + name + "','expires_at':'" + at(seconds) + "'" + more + "}}");
  }

  private static String lease(long seconds) {
    return "{'branch':{'expires_at':'" + at(seconds) + "'}}";
  }

  private static String at(long seconds) {
    return java.time.Instant.now().plusSeconds(seconds).toString();
  }

  private static String password(Answer created) {
    return created.at("connection_uris", 0, "connection_parameters", "password");
  }

  private static String uri(String more) {
    return api.get(
            api.project + "/connection_uri?database_name=neondb&role_name=neondb_owner" + more)
        .at("uri");
  }
}
