package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of what happens behind the answers. */
class WorkFaultsApiTest extends ApiTest {

  private static final Duration LONG = Duration.ofHours(1);

  @AfterEach
  void clear() {
    neon.clearFaults();
  }

  @Test
  void hangingOperation_locksItsBranch_untilItIsLetGo() {
    InjectedFault hangs = neon.inject(Fault.operationHangs("create_branch"));
    Answer created = api.branch("hangs");
    String branch = branches + "/" + created.at("branch", "id");
    Polling.until("it hangs", () -> hangs.used() == 1);

    assertEquals("running", operation(created, 0).at("operation", "status"));
    assertEquals("scheduling", operation(created, 1).at("operation", "status"));
    assertRefused(api.delete(branch), 423, "conflicting operations");
    api.finish(api.branch("does-not-hang"));

    hangs.remove();
    api.finish(created);
    assertEquals("ready", api.get(branch).at("branch", "current_state"));
    api.finish(api.delete(branch));
  }

  @Test
  void failingOperation_takesBackWhatItWasFor() {
    neon.inject(Fault.operationFails("create_branch"));
    Answer created = api.branch("fails");
    Polling.until(
        "it failed", () -> operation(created, 0).at("operation", "status").equals("failed"));

    assertEquals(
        "create_branch failed because of an injected fault",
        operation(created, 0).at("operation", "error"));
    assertEquals("cancelled", operation(created, 1).at("operation", "status"));
    assertEquals(404, api.get(branches + "/" + created.at("branch", "id")).status());
    api.finish(api.branch("fails"));
  }

  @Test
  void slowCompute_isInit_andAConnectionThatWakesOneWaits()
      throws ExecutionException, InterruptedException {
    InjectedFault slow = neon.inject(Fault.slowCompute(LONG));
    Answer created = api.branch("slow");
    String endpoint = api.project + "/endpoints/" + created.at("endpoints", 0, "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    Polling.until("it is slow", () -> slow.used() == 1);
    assertEquals("init", api.get(endpoint).at("endpoint", "current_state"));
    slow.remove();
    api.finish(created);
    assertEquals("active", api.get(endpoint).at("endpoint", "current_state"));

    api.finish(api.post(endpoint + "/suspend", ""));
    InjectedFault slowAgain = neon.inject(Fault.slowCompute(LONG));
    CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> query(uri));
    Polling.until("it is slow again", () -> slowAgain.used() == 1);
    assertEquals("idle", api.get(endpoint).at("endpoint", "current_state"));
    assertFalse(one.isDone());
    neon.clearFaults();
    assertEquals("1", one.get());
  }

  @Test
  void failingCompute_refusesTheConnectionThatWakesIt_once() {
    Answer created = api.branch("no-start");
    String endpoint = api.project + "/endpoints/" + created.at("endpoints", 0, "id");
    String uri = created.at("connection_uris", 0, "connection_uri");
    api.finish(created);
    api.finish(api.post(endpoint + "/suspend", ""));
    neon.inject(Fault.computeFails());

    String refusal = assertThrows(SQLException.class, () -> Database.connect(uri)).getMessage();
    assertTrue(refusal.contains("did not start because of an injected fault"), refusal);
    assertEquals("1", query(uri));

    neon.inject(Fault.computeFails());
    Answer failing = api.branch("no-start-either");
    Polling.until(
        "it failed", () -> operation(failing, 1).at("operation", "status").equals("failed"));
    assertEquals("finished", operation(failing, 0).at("operation", "status"));
  }

  @Test
  @Timeout(600)
  void close_waitsForNoFault_leavesWhatHangsUnfinished_andNoFaultToTheNextStart(
      @TempDir Path directory) throws IOException {
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(directory.resolve("home"));
    String operation;
    Socket late;
    try (EmbeddedNeon first = EmbeddedNeon.start(options)) {
      InjectedFault hangs = first.inject(Fault.operationHangs().always());
      Api client = new Api(first);
      operation =
          client.project + "/operations/" + client.branch("hangs").at("operations", 0, "id");
      InjectedFault delays = first.inject(Fault.delay(LONG));
      late = new RawClient(first).open("GET", "/api/v2/regions", "");
      Polling.until("both wait", () -> hangs.used() == 1 && delays.used() == 1);
      assertTimeout(Duration.ofSeconds(50), first::close);
    }
    try (late) {
      assertEquals("", RawClient.rest(late));
    }

    try (EmbeddedNeon second = EmbeddedNeon.start(options)) {
      Api client = new Api(second);
      assertEquals(List.of(), second.faults());
      assertEquals(
          "the server stopped before it was finished",
          client.get(operation).at("operation", "error"));
      assertEquals(1, client.get(client.project + "/branches").<List<?>>at("branches").size());
      client.finish(client.branch("hangs"));
    }
  }

  private static Answer operation(Answer accepted, int index) {
    return api.get(api.project + "/operations/" + accepted.at("operations", index, "id"));
  }

  private static String query(String uri) {
    try {
      return Database.query(uri, "SELECT 1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
