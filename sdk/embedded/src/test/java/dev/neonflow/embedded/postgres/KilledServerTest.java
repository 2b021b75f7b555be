package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServerTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path dir;
  private Path home;

  @BeforeEach
  void name() {
    home = dir.resolve("home");
  }

  @Test
  void killedJvm_leavesNoServer() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, TestCache.DIR)) {
      assertTrue(server.report().endsWith("tables: 0"), server.report());
      assertFalse(Processes.gone(home, Duration.ZERO));
      server.kill();
      assertTrue(Processes.gone(home, LIMIT));
    }
  }

  @Test
  void killedJvmAndWatchdog_areClearedByTheNextOpen() throws Exception {
    try (ServerProcess server = ServerProcess.start(home, TestCache.DIR)) {
      int port = Integer.parseInt(server.report().split(" ")[0]);
      ProcessHandle watchdog = server.watchdog();
      assertTrue(watchdog.destroyForcibly());
      watchdog.onExit().join();
      server.kill();
      assertFalse(Processes.gone(home, Duration.ZERO));
      Path branches = home.resolve("timelines");
      Files.createDirectories(branches.resolve(".tmp-x/base"));
      Files.createDirectories(branches.resolve(".trash-x/base"));

      try (PostgresDataPlane plane = PostgresDataPlane.open(home, TestCache.DIR, false)) {
        assertTrue(Processes.gone(home, Duration.ZERO));
        assertEquals(
            Set.of(ServerProcess.BRANCH, ServerProcess.BRANCH + "-copy"), plane.timelines());
        assertFalse(Files.exists(branches.resolve(".tmp-x")));
        assertFalse(Files.exists(branches.resolve(".trash-x")));
        plane.open(
            new ComputeSpec(ServerProcess.BRANCH, "prj-1", ServerProcess.BRANCH, "ep-1", port));
        assertEquals("0", Clients.query(port, "SELECT count(*) FROM t"));
      }
    }
  }
}
