package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs a home of its own: it is closed, killed, or opened in another way. */
class PostgresHomeTest {

  private static final String MAIN = PostgresDataPlaneTest.MAIN;
  private static final String CHILD = PostgresDataPlaneTest.CHILD;

  private static final Path cache = TestCache.DIR;
  @TempDir Path home;

  private PostgresDataPlane plane;

  @BeforeEach
  void open() {
    plane = PostgresDataPlane.open(home, cache, false);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void passwords_areInNoFileOfTheHomeButTheAdministrators() throws Exception {
    Compute compute = main(0);
    Clients.query(compute.port(), "SELECT 1");
    plane.close();
    String admin = Files.readString(home.resolve("admin.password"));
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(Clients.PASSWORD), file.toString());
        assertTrue(file.endsWith("admin.password") || !text.contains(admin), file.toString());
      }
    }
  }

  @Test
  void restart_keepsDataAndPort() throws Exception {
    Compute compute = main(0);
    int port = compute.port();
    try (Connection owner = Clients.connect(port)) {
      Clients.execute(owner, "CREATE TABLE t AS SELECT 7 AS id");
    }
    plane.close();
    assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
    assertTrue(Processes.gone(home, Duration.ZERO));
    plane = PostgresDataPlane.open(home, cache, false);
    Compute again = plane.open(new ComputeSpec(MAIN, "prj-1", MAIN, "ep-main", port));
    assertEquals(port, again.port());
    assertEquals("7", Clients.query(port, "SELECT id FROM t"));
  }

  @Test
  void closeByAnInterruptedThread_leavesNoServerAndNoLock() {
    main(0);
    Thread.currentThread().interrupt();
    plane.close();
    assertTrue(Thread.interrupted(), "the interrupt is kept for the caller");
    assertTrue(Processes.gone(home, Duration.ZERO));
    plane = PostgresDataPlane.open(home, cache, false);
  }

  @Test
  void secondDataPlaneOnTheSameHome_isRefusedHereAndInOtherProcesses() throws Exception {
    PostgresException e =
        assertThrows(PostgresException.class, () -> PostgresDataPlane.open(home, cache, false));
    assertTrue(e.getMessage().contains("Another embedded Neon runs in"), e.getMessage());
    // The refused attempt must not have taken the lock from the one that has it.
    try (ServerProcess other = ServerProcess.start(home, cache)) {
      String report = other.report();
      assertTrue(report.startsWith("refused: Another embedded Neon runs in"), report);
    }
  }

  @Test
  void crashedParentWithoutCompute_isRecoveredAndCopied() throws Exception {
    Compute compute = main(0);
    try (Connection owner = Clients.connect(compute.port())) {
      Clients.execute(owner, "SET synchronous_commit = on");
      Clients.execute(owner, "CREATE TABLE t AS SELECT 7 AS id");
    }
    long pid = PidFile.read(PostgresDataPlaneTest.data(home, MAIN)).orElseThrow().pid();
    Processes.signal("KILL", List.of(pid));
    compute.close();
    plane.copy(MAIN, CHILD);
    Compute child = plane.open(new ComputeSpec(CHILD, "prj-1", CHILD, "ep-child", 0));
    assertEquals("7", Clients.query(child.port(), "SELECT id FROM t"));
  }

  @Test
  void dataThatIsSetAside_staysAcrossStarts_butIsNoBranch() throws Exception {
    main(0).close();
    Path data = PostgresDataPlaneTest.data(home, MAIN);
    plane.setAside(MAIN);
    plane.setAside(MAIN);
    assertEquals(Set.of(), plane.timelines());
    plane.close();
    plane = PostgresDataPlane.open(home, cache, false);
    Path lost = data.resolveSibling(".lost-" + data.getFileName());
    assertTrue(Files.exists(lost.resolve("PG_VERSION")));
    Files.move(lost, data);
    assertEquals(Set.of(MAIN), plane.timelines());
  }

  @Test
  void durableHome_syncsAndServes() throws Exception {
    plane.close();
    plane = PostgresDataPlane.open(home, cache, true);
    Compute compute = main(0);
    assertEquals("on", Clients.query(compute.port(), "SHOW fsync"));
    plane.copy(MAIN, CHILD);
    Compute child = plane.open(new ComputeSpec(CHILD, "prj-1", CHILD, "ep-child", 0));
    assertEquals("on", Clients.query(child.port(), "SHOW full_page_writes"));
  }

  private Compute main(int port) {
    plane.createRoot(MAIN, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    return plane.open(new ComputeSpec(MAIN, "prj-1", MAIN, "ep-main", port));
  }
}
