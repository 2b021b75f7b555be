package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Neon as a server in the background. */
class EmbeddedTest {

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void ownHome() {
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put(
        "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
  }

  @AfterEach
  void stop() {
    run("stop");
  }

  @Test
  void detachedServer_isFoundUsedAndStopped() throws Exception {
    Ended started = run("start", "--detach", "--port", "0", "--output", "json");
    assertEquals(0, started.exitCode(), started.toString());
    long pid = Long.parseLong(started.field("pid"));
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();

    Ended status = run("status");
    assertEquals(0, status.exitCode(), status.toString());
    assertTrue(status.out().startsWith("running at http://127.0.0.1:"), status.out());

    Ended env = run("env");
    assertTrue(
        env.out().matches("export NEON_API_HOST=\\S+ NEON_API_KEY=\\S+ NEON_PROJECT_ID=\\S+\\s+"),
        env.out());

    Ended again = run("start", "--detach", "--output", "json");
    assertEquals(started.field("api_host"), again.field("api_host"), again.toString());

    environment.put("NEONFLOW_EMBEDDED", "1");
    Ended dry = Script.PREVIEW.run(environment, home, "up", "--pr", "3", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());

    Ended stopped = run("stop");
    assertEquals(0, stopped.exitCode(), stopped.toString());
    server.onExit().get(Child.MINUTES, TimeUnit.MINUTES);
    assertEquals(3, run("status").exitCode());
    assertEquals(0, run("stop").exitCode());
  }

  @Test
  void switchEmbedded_startsOneAndSaysSo_andUsesItsProject() {
    environment.put("NEON_PROJECT_ID", "of-a-real-account");
    Ended up = Script.PREVIEW.run(environment, home, "up", "--pr", "3", "--embedded");
    assertEquals(0, up.exitCode(), up.toString());
    assertTrue(up.err().contains("embedded Neon: serves http://127.0.0.1:"), up.err());
    assertTrue(up.err().contains("neonflow embedded stop"), up.err());
    assertEquals(0, run("status").exitCode());
  }

  @Test
  void dryRunOfAnEmbeddedNeonThatDoesNotRun_startsNone() {
    for (String verb : List.of("up", "down")) {
      Ended dry =
          Script.PREVIEW.run(environment, home, verb, "--pr", "3", "--dry-run", "--embedded");
      assertEquals(0, dry.exitCode(), dry.toString());
      assertTrue(dry.out().contains("would start an embedded Neon in " + home), dry.out());
      assertTrue(dry.out().contains("branch preview/pr-3"), dry.out());
      assertEquals(3, run("status").exitCode());
    }
    assertFalse(Files.exists(home.resolve(".local/share/neonflow")), "it made something");
  }

  @Test
  void startedTwiceAtOnce_isOneServer() throws Exception {
    List<CompletableFuture<Ended>> starts = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      starts.add(
          CompletableFuture.supplyAsync(
              () -> run("start", "--detach", "--port", "0", "--output", "json")));
    }
    Ended first = starts.get(0).get(Child.MINUTES, TimeUnit.MINUTES);
    Ended second = starts.get(1).get(Child.MINUTES, TimeUnit.MINUTES);
    assertEquals(0, first.exitCode(), first.toString());
    assertEquals(0, second.exitCode(), second.toString());
    assertEquals(first.field("pid"), second.field("pid"));
  }

  @Test
  void fileOfAServerThatIsGone_doesNotLeadToAnotherProcess() throws Exception {
    Process other = new ProcessBuilder(Peers.need("sleep").toString(), "3600").start();
    try {
      Path data = Files.createDirectories(home.resolve(".local/share/neonflow/embedded"));
      Files.writeString(data.resolve("api-key"), "k\n");
      Files.writeString(
          data.resolve("server.json"),
          """
          {"pid":%d,"started":1000,"apiBase":"http://127.0.0.1:1/api/v2","projectId":"p"}
          """
              .formatted(other.pid()));
      assertEquals(3, run("status").exitCode());
      Ended stopped = run("stop", "--output", "json");
      assertEquals("false", stopped.field("stopped"));
      assertTrue(other.isAlive(), "stopped a process that is not ours");
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  private Ended run(String... args) {
    return Script.EMBEDDED.run(environment, home, args);
  }
}
