import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
    ScriptRun started = run("start", "--detach", "--port", "0", "--output", "json");
    assertEquals(0, started.exitCode(), started.toString());
    long pid = Long.parseLong(started.field("pid"));
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();

    ScriptRun status = run("status");
    assertEquals(0, status.exitCode(), status.toString());
    assertTrue(status.out().startsWith("running at http://127.0.0.1:"), status.out());

    ScriptRun env = run("env");
    assertTrue(
        env.out().matches("export NEON_API_HOST=\\S+ NEON_API_KEY=\\S+ NEON_PROJECT_ID=\\S+\\s+"),
        env.out());

    ScriptRun again = run("start", "--detach", "--output", "json");
    assertEquals(started.field("api_host"), again.field("api_host"), again.toString());

    environment.put("NEONFLOW_EMBEDDED", "1");
    ScriptRun dry = ScriptRun.of(environment, home, new preview(), "up", "--pr", "3", "--dry-run");
    assertEquals(0, dry.exitCode(), dry.toString());

    ScriptRun stopped = run("stop");
    assertEquals(0, stopped.exitCode(), stopped.toString());
    server.onExit().get(30, TimeUnit.SECONDS);
    assertEquals(3, run("status").exitCode());
    assertEquals(0, run("stop").exitCode());
  }

  @Test
  void switchEmbedded_startsOneAndSaysSo_andUsesItsProject() {
    environment.put("NEON_PROJECT_ID", "of-a-real-account");
    ScriptRun dry =
        ScriptRun.of(
            environment, home, new preview(), "up", "--pr", "3", "--dry-run", "--embedded");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertTrue(dry.err().contains("embedded Neon: serves http://127.0.0.1:"), dry.err());
    assertTrue(dry.err().contains("neonflow embedded stop"), dry.err());
    assertEquals(0, run("status").exitCode());
  }

  private ScriptRun run(String... args) {
    return ScriptRun.of(environment, home, new embedded(), args);
  }
}
