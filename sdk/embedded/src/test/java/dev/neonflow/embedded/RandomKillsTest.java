package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server is killed again and again while clients ask for this and that, and others write. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class RandomKillsTest {

  private static final Logger LOG = LoggerFactory.getLogger(RandomKillsTest.class);
  private static final int ROUNDS = 20;
  private static final int CLIENTS = 4;
  private static final int WRITERS = 2;
  private static final int LONGEST_MILLIS = 2500;

  /** Branches beside the default one. */
  private static final int MOST_BRANCHES = 6;

  @TempDir Path directory;
  private final Map<String, String> given = new ConcurrentHashMap<>();
  private final int[] acknowledged = new int[WRITERS];

  @Test
  void nothingIsLost_whateverTheMoment() throws Exception {
    String chosen = System.getenv("NEONFLOW_TEST_SEED");
    long seed = chosen == null ? System.nanoTime() : Long.parseLong(chosen);
    LOG.warn("NEONFLOW_TEST_SEED={}", seed);
    Random random = new Random(seed);
    Path home = directory.resolve("home");
    String main = "";
    for (int round = 0; round <= ROUNDS; round++) {
      Process process = ServerProcess.start(home, directory.resolve("log-" + round));
      try {
        Polling.until("it serves", () -> EmbeddedNeon.running(home).isPresent());
        Invariants invariants = new Invariants(home, process.pid());
        if (round == 0) {
          main = furnish(invariants);
        }
        invariants.check(given);
        checkRows(given.get(main));
        disturb(process, invariants.api(), given.get(main), random);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("round " + round + ", seed " + seed, e);
      } finally {
        process.destroyForcibly();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
      }
    }
    assertTrue(given.size() > 5, "hardly anything was asked for");
    assertTrue(acknowledged[0] > 100, "hardly anything was written");
  }

  private String furnish(Invariants invariants) throws SQLException {
    Api api = invariants.api();
    String main = (String) invariants.branches().get(0).get("id");
    String uri =
        api.get(api.project + "/connection_uri?database_name=neondb&role_name=neondb_owner")
            .at("uri");
    given.put(main, uri);
    Database.execute(uri, "CREATE TABLE written (writer int, n int)");
    return main;
  }

  /** Every acknowledged row, and at most the one that was on its way. */
  private void checkRows(String uri) throws SQLException {
    for (int writer = 0; writer < WRITERS; writer++) {
      String where = " FROM written WHERE writer = " + writer;
      int rows = Integer.parseInt(Database.query(uri, "SELECT count(*)" + where));
      assertEquals(
          Integer.toString(rows), Database.query(uri, "SELECT coalesce(max(n), 0)" + where));
      int sure = acknowledged[writer];
      assertTrue(rows == sure || rows == sure + 1, rows + " rows, " + sure + " acknowledged");
      acknowledged[writer] = rows;
    }
  }

  private void disturb(Process process, Api api, String uri, Random random) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Void>> works = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Random own = new Random(random.nextLong());
        works.add(() -> ask(api, own));
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        works.add(() -> write(uri, number));
      }
      List<Future<Void>> all = new ArrayList<>();
      works.forEach(work -> all.add(threads.submit(work)));
      boolean ended = process.waitFor(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
      assertTrue(!ended, "it ended by itself");
      process.destroyForcibly();
      for (Future<Void> one : all) {
        one.get(2, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void write(String uri, int writer) {
    try (Connection connection = Database.connect(uri);
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO written VALUES (?, ?)")) {
      while (true) {
        insert.setInt(1, writer);
        insert.setInt(2, acknowledged[writer] + 1);
        insert.executeUpdate();
        acknowledged[writer]++;
      }
    } catch (SQLException dead) {
      return null;
    }
  }

  private Void ask(Api api, Random random) {
    try {
      while (true) {
        List<Map<String, Object>> branches = api.get(api.project + "/branches").at("branches");
        Map<String, Object> branch = branches.get(random.nextInt(branches.size()));
        Map<String, Object> other = branches.get(random.nextInt(branches.size()));
        ask(api, random.nextInt(), branch, (String) other.get("id"), branches.size());
      }
    } catch (UncheckedIOException dead) {
      return null;
    }
  }

  /** What is refused, because something else goes on, is not asked for again. */
  private void ask(Api api, int dice, Map<String, Object> branch, String other, int branches) {
    String id = (String) branch.get("id");
    String path = api.project + "/branches/" + id;
    boolean leaf = !branch.get("default").equals(true);
    switch (Math.floorMod(dice, 8)) {
      case 0, 1 -> {
        if (branches <= MOST_BRANCHES) {
          Answer made =
              api.post(
                  api.project + "/branches",
                  "{'branch':{'parent_id':'" + id + "'},'endpoints':[{'type':'read_write'}]}");
          if (made.status() == 201) {
            given.put(made.at("branch", "id"), made.at("connection_uris", 0, "connection_uri"));
          }
        }
      }
      case 2 -> {
        if (leaf && branches > 2) {
          api.delete(path + (dice > 0 ? "?hard_delete=true" : ""));
        }
      }
      case 3 -> {
        if (leaf) {
          api.post(path + "/restore", "{'source_branch_id':'" + other + "'}");
        }
      }
      case 4 -> {
        if (leaf && branches <= MOST_BRANCHES) {
          api.post(
              path + "/restore",
              "{'source_branch_id':'%s','preserve_under_name':'kept-%x'}".formatted(other, dice));
        }
      }
      case 5 -> {
        if (leaf) {
          api.post(
              api.project + "/endpoints",
              "{'endpoint':{'branch_id':'" + id + "','type':'read_only'}}");
        }
      }
      case 6 -> api.patch(path, "{'branch':{'name':'renamed-%x'}}".formatted(dice));
      default -> given.keySet().forEach(gone -> recover(api, gone, branches));
    }
  }

  private static void recover(Api api, String id, int branches) {
    if (branches <= MOST_BRANCHES) {
      api.post(api.project + "/branches/" + id + "/recover", "");
    }
  }
}
