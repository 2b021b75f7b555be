package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class EmbeddedNeonKillTest {

  @TempDir Path directory;

  /** However far the work had come, what is listed afterwards is whole, and the rest is gone. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void killedServer_goesOnWithWholeBranchesOnly(int operationsDone) throws Exception {
    Path home = directory.resolve("home");
    Process process = ServerProcess.start(home, directory.resolve("log"));
    List<Answer> created = new ArrayList<>();
    String kept;
    String leaving;
    try {
      Polling.until("it serves", () -> EmbeddedNeon.running(home).isPresent());
      RunningServer server = EmbeddedNeon.running(home).orElseThrow();
      Api api = new Api(server.apiBase(), server.apiKey(), "/projects/" + server.projectId());
      Answer first = api.branch("kept");
      api.finish(first);
      kept = first.at("connection_uris", 0, "connection_uri");
      Database.execute(kept, "CREATE TABLE kept AS SELECT 7 AS n");
      Answer second = api.branch("leaving");
      api.finish(second);
      leaving = second.at("branch", "id");
      for (int i = 0; i < 3; i++) {
        created.add(api.branch("half-" + i));
      }
      assertEquals(200, api.delete(api.project + "/branches/" + leaving).status());
      Polling.until("enough is done", () -> finished(api, created) >= operationsDone);
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    }
    assertEquals(Optional.empty(), EmbeddedNeon.running(home));

    try (EmbeddedNeon neon =
        EmbeddedNeon.start(EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(home))) {
      Api api = new Api(neon);
      assertEquals("7", Database.query(kept, "SELECT n FROM kept"));
      assertEquals(404, api.get(api.project + "/branches/" + leaving).status());
      List<Map<String, Object>> operations = api.get(api.project + "/operations").at("operations");
      assertTrue(
          operations.stream()
              .allMatch(
                  o -> o.get("status").equals("finished") || o.get("status").equals("failed")),
          operations::toString);
      for (Answer answer : created) {
        Answer now = api.get(api.project + "/branches/" + answer.at("branch", "id"));
        if (now.status() == 404) {
          continue;
        }
        assertEquals("ready", now.at("branch", "current_state"));
        String uri = answer.at("connection_uris", 0, "connection_uri");
        assertEquals("1", Database.query(uri, "SELECT 1"));
      }
      Answer again = api.branch("half-after");
      api.finish(again);
    }
  }

  private static int finished(Api api, List<Answer> created) {
    int finished = 0;
    for (Answer answer : created) {
      for (Map<String, Object> operation : answer.<List<Map<String, Object>>>at("operations")) {
        Answer now = api.get(api.project + "/operations/" + operation.get("id"));
        if (now.at("operation", "status").equals("finished")) {
          finished++;
        }
      }
    }
    return finished;
  }
}
