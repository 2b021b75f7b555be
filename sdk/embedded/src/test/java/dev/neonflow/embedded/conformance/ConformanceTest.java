package dev.neonflow.embedded.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.embedded.TestCache;
import dev.neonflow.embedded.conformance.NeonCli.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One embedded Neon per class, and Neon's own CLI in front of it. JUnit does not inherit
 * conditions, so each class says itself that it belongs to the long tests.
 */
@Tag("conformance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConformanceTest {

  private static final Pattern SECOND =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  final DeadEnd outside = new DeadEnd();
  EmbeddedNeon neon;
  NeonCli cli;

  @BeforeAll
  void start(@TempDir Path cliHome) {
    neon =
        EmbeddedNeon.start(
            EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).onRequest(served::add));
    cli = cli(cliHome, neon.apiKey(), "--no-analytics");
  }

  @AfterAll
  void stop() throws IOException {
    neon.close();
    outside.close();
  }

  /** A CLI that knows the host by an option, and the key by the environment. */
  NeonCli cli(Path ownHome, String key, String... options) {
    Map<String, String> environment = new HashMap<>(outside.environment());
    environment.put("NEON_API_KEY", key);
    return new NeonCli(
        ownHome,
        environment,
        Stream.concat(
                Stream.of(
                    "--api-host",
                    neon.apiBase().toString(),
                    "--config-dir",
                    ownHome.resolve("config").toString()),
                Arrays.stream(options))
            .toArray(String[]::new));
  }

  /** A command on the one project that must succeed; what it printed. */
  Json json(String... command) {
    return succeeded(with(command, "-o", "json")).json();
  }

  /** The same as a person sees it. */
  String table(String... command) {
    return succeeded(command).stdout();
  }

  Ran succeeded(String... command) {
    return ofProject(command).ended(0);
  }

  /** A command that must fail, print nothing and say this. */
  Ran refused(String message, String... command) {
    Ran ran = ofProject(with(command, "-o", "json")).ended(1);
    assertTrue(ran.stderr().contains(message), ran::toString);
    assertEquals("", ran.stdout(), ran::toString);
    return ran;
  }

  Ran ofProject(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    int end = all.indexOf("--") < 0 ? all.size() : all.indexOf("--");
    all.addAll(end, List.of("--project-id", neon.projectId()));
    return cli.run(all.toArray(String[]::new));
  }

  static String[] with(String[] command, String... more) {
    return Stream.of(command, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** What the CLI prints of a branch that it makes; ready. */
  Json created(String name, String... options) {
    Json created = json(with(new String[] {"branches", "create", "--name", name}, options));
    settle();
    return created;
  }

  /** A branch of {@code main} that is ready, with a compute; made without the CLI. */
  Json branch(String name) {
    return made(Map.of("name", name), List.of(Map.of("type", "read_write")));
  }

  /** The same, of another parent. */
  Json branch(String name, String parentId) {
    return made(Map.of("name", name, "parent_id", parentId), List.of(Map.of("type", "read_write")));
  }

  /** A branch without a compute; its id. */
  String bare(String name) {
    return bare(name, Map.of());
  }

  /** The same, with more members of the request. */
  String bare(String name, Map<String, Object> members) {
    Map<String, Object> all = new HashMap<>(members);
    all.put("name", name);
    return made(all, List.of()).text("branch", "id");
  }

  private Json made(Map<String, Object> branch, List<Object> endpoints) {
    Json made =
        new Rest(neon)
            .post(
                "/projects/" + neon.projectId() + "/branches",
                Map.of("branch", branch, "endpoints", endpoints));
    settle();
    return made;
  }

  /** The branch as {@code branches get} shows it. */
  Json get(String nameOrId) {
    return json("branches", "get", nameOrId);
  }

  /** The same branch without the CLI, for a test that is not about {@code branches get}. */
  Json branchNamed(String name) {
    return new Rest(neon)
            .get("/projects/" + neon.projectId() + "/branches?limit=1000")
            .at("branches")
            .items()
            .stream()
            .filter(branch -> branch.text("name").equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no branch " + name));
  }

  /** Waits until no operation is on its way: the CLI itself never does. */
  void settle() {
    Rest rest = new Rest(neon);
    Polling.until(
        "operations are finished",
        () ->
            rest
                .get("/projects/" + neon.projectId() + "/operations?limit=100")
                .at("operations")
                .items()
                .stream()
                .map(operation -> operation.text("status"))
                .noneMatch(status -> status.equals("scheduling") || status.equals("running")));
  }

  static void assertTime(String text) {
    assertTrue(SECOND.matcher(text).matches(), text);
  }
}
