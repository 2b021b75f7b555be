package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A second server on the directory of another one. */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
class SecondServerTest {

  @TempDir Path directory;

  @Test
  void secondServer_isToldOfTheFirst_untilThatIsKilled() throws Exception {
    Path home = directory.resolve("home");
    String refusal =
        "Another embedded Neon runs in " + home + "; stop it, or choose another directory";
    Process first = ServerProcess.start(home, directory.resolve("log"));
    try {
      Polling.until("it serves", () -> EmbeddedNeon.running(home).isPresent());
      RunningServer server = EmbeddedNeon.running(home).orElseThrow();
      assertEquals(
          refusal,
          assertThrows(EmbeddedNeonException.class, () -> start(home).close()).getMessage());
      assertEquals(server, EmbeddedNeon.running(home).orElseThrow());

      // While it dies, the answer is the same, or the second one serves.
      first.destroyForcibly();
      EmbeddedNeon[] second = new EmbeddedNeon[1];
      Polling.until(
          "the second one serves",
          () -> {
            try {
              second[0] = start(home);
            } catch (EmbeddedNeonException e) {
              assertEquals(refusal, e.getMessage());
            }
            return second[0] != null;
          });
      try (EmbeddedNeon neon = second[0]) {
        new Invariants(home, ProcessHandle.current().pid()).check(Map.of());
        assertEquals(server.projectId(), neon.projectId());
      }
    } finally {
      first.destroyForcibly();
      first.waitFor(2, TimeUnit.MINUTES);
    }
  }

  private static EmbeddedNeon start(Path home) {
    return EmbeddedNeon.start(EmbeddedNeonOptions.defaults().cacheDir(TestCache.DIR).dataDir(home));
  }
}
