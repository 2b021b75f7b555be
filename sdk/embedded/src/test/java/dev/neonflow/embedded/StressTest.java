package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Six clients ask for whatever the API can do, at the same time, without regard for each other. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class StressTest {

  private static final int CLIENTS = 6;
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 204, 400, 404, 409, 412, 422, 423);

  @TempDir Path home;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  @Test
  void whateverIsAskedForAtOnce_leavesWholeBranchesThatServe() throws Exception {
    long seed = System.nanoTime();
    EmbeddedNeonOptions options =
        EmbeddedNeonOptions.defaults()
            .cacheDir(TestCache.DIR)
            .dataDir(home)
            // Computes fall asleep, and deleted branches go for good, within seconds.
            .clock(new FastClock(60))
            .recoverable(Duration.ofMinutes(5))
            .branches(14, 6);
    try (EmbeddedNeon neon = EmbeddedNeon.start(options)) {
      Api api = new Api(neon);
      disturb(api, seed);
      assertEquals(List.of(), List.copyOf(faults), () -> "seed " + seed);
      Polling.until("every operation ended", () -> unfinished(api).isEmpty());
      List<String> failed = failed(api);
      assertEquals(List.of(), failed, () -> "seed " + seed);
      assertAllServe(api);
      Polling.until("only the branches' data is left", () -> data() == expected(api));
    }
    try (EmbeddedNeon again = EmbeddedNeon.start(options)) {
      Api api = new Api(again);
      assertEquals(List.of(), unfinished(api));
      assertAllServe(api);
      Polling.until("only the branches' data is left", () -> data() == expected(api));
    }
  }

  private void disturb(Api api, long seed) throws Exception {
    long end = System.nanoTime() + TIME.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      StressClient client = new StressClient(api, new Random(seed + i), this::judge);
      clients.add(
          threads.submit(
              () -> {
                while (System.nanoTime() < end) {
                  client.act();
                }
              }));
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(3, TimeUnit.MINUTES), "a request is never answered");
    for (Future<?> client : clients) {
      client.get();
    }
  }

  private void judge(String request, Answer answer) {
    if (!EXPECTED.contains(answer.status())) {
      faults.add(request + " -> " + answer.status() + " " + answer.body());
    }
  }

  private static List<Map<String, Object>> operations(Api api) {
    return api.get(api.project + "/operations?limit=1000").at("operations");
  }

  private static List<String> unfinished(Api api) {
    return operations(api).stream()
        .filter(o -> Set.of("scheduling", "running").contains(o.get("status")))
        .map(Object::toString)
        .toList();
  }

  private static List<String> failed(Api api) {
    return operations(api).stream()
        .filter(o -> !o.get("status").equals("finished"))
        .map(Object::toString)
        .toList();
  }

  private static void assertAllServe(Api api) throws SQLException {
    List<Map<String, Object>> branches = api.get(api.project + "/branches").at("branches");
    for (Map<String, Object> branch : branches) {
      assertEquals("ready", branch.get("current_state"), branch::toString);
      assertTrue(!branch.containsKey("pending_state"), branch::toString);
      List<Map<String, Object>> endpoints =
          api.get(api.project + "/branches/" + branch.get("id") + "/endpoints").at("endpoints");
      for (Map<String, Object> endpoint : endpoints) {
        String uri =
            api.get(
                    api.project
                        + "/connection_uri?database_name=neondb&role_name=neondb_owner&branch_id="
                        + branch.get("id")
                        + "&endpoint_id="
                        + endpoint.get("id"))
                .at("uri");
        assertEquals(
            branch.get("id"), Database.query(uri, "SHOW neon.branch_id"), branch::toString);
      }
    }
  }

  private static long expected(Api api) {
    List<?> all = api.get(api.project + "/branches?include_deleted=true").at("branches");
    List<Map<String, Object>> endpoints = api.get(api.project + "/endpoints").at("endpoints");
    return all.size()
        + endpoints.stream()
            .filter(e -> e.get("type").equals("read_only"))
            .filter(e -> e.get("current_state").equals("active"))
            .count();
  }

  /** How many data directories there are, a running replica's copy included. */
  private long data() {
    try {
      Path pointer = home.resolve("store");
      Path store = Files.exists(pointer) ? Path.of(Files.readString(pointer).strip()) : home;
      try (var directories = Files.list(store.resolve("timelines"))) {
        return directories.filter(Files::isDirectory).collect(Collectors.counting());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
