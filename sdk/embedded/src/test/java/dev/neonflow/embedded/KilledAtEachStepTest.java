package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real server over real PostgreSQL dies before each change that it makes to its files and its
 * data, while it does what a client asked for.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledAtEachStepTest {

  /** More changes than any request makes. */
  private static final int MOST = 60;

  /**
   * Which changes: all take six minutes, and the control plane's own test looks at each of them.
   */
  private static final int STEP = 4;

  /** How many servers die beside each other. */
  private static final int SHARES = 3;

  @TempDir Path directory;
  private Path home;
  private CrashServer server;
  private Api api;
  private final Map<String, String> given = new HashMap<>();
  private String main;
  private int rows;
  private boolean resetUnanswered;

  @BeforeEach
  void furnish() throws Exception {
    home = directory.resolve("home");
    start();
    main = id("main");
    given.put(main, uri(main));
    Database.execute(given.get(main), "CREATE TABLE acknowledged (n int)");
    create("{'branch':{'name':'b'},'endpoints':[{'type':'read_write'}]}");
    create(
        "{'branch':{'name':'child','parent_id':'%s'},'endpoints':[{'type':'read_write'}]}"
            .formatted(id("b")));
  }

  @AfterEach
  void stop() throws Exception {
    server.kill();
  }

  private void start() throws Exception {
    server = CrashServer.start(home, directory.resolve("log"));
    api = invariants().api();
  }

  private Invariants invariants() {
    return new Invariants(home, server.pid());
  }

  /** What a client asks for, until all of it is done or the server is dead. */
  private interface Request {
    void make() throws Exception;
  }

  @Test
  void killedServer_isWholeAfterwards() throws Exception {
    killAt(this::newBranch, 5);
    killAt(this::restoreAndPreserve, 7);
  }

  static IntStream shares() {
    return IntStream.range(0, SHARES);
  }

  @ParameterizedTest
  @MethodSource("shares")
  @EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
  void serverThatDiesBeforeAnyChange_isWholeAfterwards(int share) throws Exception {
    List<Request> requests =
        List.of(
            this::resetPassword,
            this::moveDefault,
            this::renameDatabase,
            this::replica,
            this::project,
            this::newBranch,
            this::schemaOnly,
            this::restore,
            this::restoreAndPreserve,
            this::deleteAndRecover,
            this::deleteForGood);
    for (int i = share; i < requests.size(); i += SHARES) {
      boolean dies = true;
      for (int changes = i % STEP; dies; changes += STEP) {
        assertTrue(changes < MOST, "it should have been done");
        dies = killAt(requests.get(i), changes);
      }
    }
  }

  private void killAt(Request request, int... moments) throws Exception {
    for (int changes : moments) {
      killAt(request, changes);
    }
  }

  /** Whether the server died before it was done. */
  private boolean killAt(Request request, int changes) throws Exception {
    Database.execute(given.get(main), "INSERT INTO acknowledged VALUES (" + rows + ")");
    rows++;
    server.arm(changes);
    boolean died = false;
    try {
      request.make();
    } catch (UncheckedIOException dead) {
      died = true;
    }
    server.kill();
    start();
    bringBack();
    lookAtPassword();
    nameDatabaseBack();
    invariants().check(given);
    assertEquals(
        rows + "|" + rows * (rows - 1) / 2,
        Database.query(given.get(main), "SELECT count(*) || '|' || sum(n) FROM acknowledged"));
    clear();
    return died;
  }

  /** A branch whose deletion was accepted is deleted, or it is not; then it can be recovered. */
  private void bringBack() {
    for (String id : List.copyOf(given.keySet())) {
      if (api.get(path(id)).status() == 404) {
        assertEquals(200, api.post(path(id) + "/recover", "").status(), id);
      }
    }
  }

  /** The connection strings name the database as it was called first. */
  private void nameDatabaseBack() {
    String databases = path(id("child")) + "/databases";
    if (api.get(databases + "/other").status() == 200) {
      api.finish(api.patch(databases + "/other", "{'database':{'name':'neondb'}}"));
    }
  }

  /** Who got no answer to a reset cannot know which password counts, and asks. */
  private void lookAtPassword() {
    if (resetUnanswered) {
      resetUnanswered = false;
      Answer known = api.get(path(main) + "/roles/neondb_owner/reveal_password");
      given.put(main, withPassword(given.get(main), known.at("password")));
    }
  }

  /** Removes what requests made, so that there are always the same branches. */
  private void clear() {
    for (Map<String, Object> project :
        api.get("/projects").<List<Map<String, Object>>>at("projects")) {
      if (!api.project.endsWith("/" + project.get("id"))) {
        assertEquals(200, api.delete("/projects/" + project.get("id")).status());
      }
    }
    assertEquals(200, api.post(path(main) + "/set_as_default", "").status());
    for (Map<String, Object> branch : invariants().branches()) {
      String name = String.valueOf(branch.get("name"));
      if (List.of("new", "gone", "before").contains(name)) {
        api.finish(api.delete(path(branch.get("id")) + "?hard_delete=true"));
      }
    }
    for (Map<String, Object> endpoint :
        api.get(api.project + "/endpoints").<List<Map<String, Object>>>at("endpoints")) {
      if (endpoint.get("type").equals("read_only")) {
        api.finish(api.delete(api.project + "/endpoints/" + endpoint.get("id")));
      }
    }
  }

  private void newBranch() {
    api.finish(branch("{'branch':{'name':'new'},'endpoints':[{'type':'read_write'}]}"));
  }

  private void schemaOnly() {
    api.finish(
        branch(
            "{'branch':{'name':'new','init_source':'schema-only','parent_id':'%s'},'endpoints':[{'type':'read_write'}]}"
                .formatted(main)));
  }

  private void restore() {
    api.finish(api.post(path(id("child")) + "/restore", "{'source_branch_id':'" + id("b") + "'}"));
  }

  private void restoreAndPreserve() {
    api.finish(
        api.post(
            path(id("child")) + "/restore",
            "{'source_branch_id':'" + id("b") + "','preserve_under_name':'before'}"));
  }

  private void deleteAndRecover() {
    String id = id("child");
    api.finish(api.delete(path(id)));
    api.post(path(id) + "/recover", "");
  }

  private void deleteForGood() {
    Answer gone = branch("{'branch':{'name':'gone'},'endpoints':[{'type':'read_write'}]}");
    api.finish(gone);
    api.finish(api.delete(path(gone.at("branch", "id")) + "?hard_delete=true"));
  }

  private void resetPassword() {
    resetUnanswered = true;
    Answer reset = api.post(path(main) + "/roles/neondb_owner/reset_password", "");
    resetUnanswered = false;
    given.put(main, withPassword(given.get(main), reset.at("role", "password")));
    api.finish(reset);
  }

  private static String withPassword(String uri, String password) {
    return uri.replaceFirst(":[^:@/]*@", ":" + password + "@");
  }

  private void moveDefault() {
    api.post(path(id("b")) + "/set_as_default", "");
  }

  private void replica() {
    api.finish(
        api.post(
            api.project + "/endpoints",
            "{'endpoint':{'branch_id':'" + main + "','type':'read_only'}}"));
  }

  private void project() {
    Answer made = api.post("/projects", "{'project':{'name':'other'}}");
    String path = "/projects/" + made.<String>at("project", "id");
    new Api(EmbeddedNeon.running(home).orElseThrow().apiBase(), "key", path).finish(made);
    api.delete(path);
  }

  private void renameDatabase() {
    String databases = path(id("child")) + "/databases/";
    api.finish(api.patch(databases + "neondb", "{'database':{'name':'other'}}"));
    api.finish(api.patch(databases + "other", "{'database':{'name':'neondb'}}"));
  }

  private void create(String body) {
    Answer made = branch(body);
    api.finish(made);
    given.put(made.at("branch", "id"), made.at("connection_uris", 0, "connection_uri"));
  }

  private Answer branch(String body) {
    return api.post(api.project + "/branches", body);
  }

  private String path(Object id) {
    return api.project + "/branches/" + id;
  }

  private String id(String name) {
    return invariants().branches().stream()
        .filter(branch -> name.equals(branch.get("name")))
        .map(branch -> (String) branch.get("id"))
        .findFirst()
        .orElseThrow();
  }

  private String uri(String branch) {
    return api.get(
            api.project
                + "/connection_uri?database_name=neondb&role_name=neondb_owner&branch_id="
                + branch)
        .at("uri");
  }
}
