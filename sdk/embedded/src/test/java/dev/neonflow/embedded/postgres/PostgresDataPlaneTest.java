package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PostgresDataPlaneTest {

  static final String MAIN = "br-main-00000001";
  static final String CHILD = "br-child-00000002";

  static final Path cache = TestCache.DIR;
  @TempDir Path home;

  PostgresDataPlane plane;

  @BeforeEach
  void open() {
    plane = PostgresDataPlane.open(home, cache, false);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void rootBranch_servesItsOwnerWhoIsNoSuperuser() throws Exception {
    Compute compute = main(0);
    try (Connection owner = Clients.connect(compute.port())) {
      assertEquals(
          "f", Clients.query(owner, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
      Clients.execute(owner, "CREATE TABLE t (id int)");
      Clients.execute(owner, "CREATE ROLE reader LOGIN");
      Clients.execute(owner, "CREATE DATABASE other");
      Clients.execute(owner, "CREATE EXTENSION pg_trgm");
      assertEquals(
          Clients.ROLE,
          Clients.query(
              owner, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'public'"));
      assertEquals(
          "C.UTF-8 b",
          Clients.query(
              owner,
              "SELECT datlocale || ' ' || datlocprovider::text FROM pg_database WHERE datname ="
                  + " current_database()"));
      assertState("42501", () -> Clients.execute(owner, "ALTER SYSTEM SET work_mem = '1MB'"));
      assertState("42501", () -> Clients.execute(owner, "COPY t TO '/tmp/no-such-file'"));
    }
    assertEquals(
        List.of(new DatabaseRow("neondb", Clients.ROLE), new DatabaseRow("other", Clients.ROLE)),
        compute.databases());
    assertEquals(List.of(Clients.ROLE, "reader"), compute.roles());
    assertEquals("18.6", plane.version());
  }

  @Test
  void connection_isEncryptedAndKnowsItsIds() throws Exception {
    Compute compute = main(0);
    try (Connection owner = Clients.connect(compute.port())) {
      assertEquals(
          "t", Clients.query(owner, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
      assertEquals("prj-1", Clients.query(owner, "SELECT current_setting('neon.project_id')"));
      assertEquals(MAIN, Clients.query(owner, "SELECT current_setting('neon.branch_id')"));
      assertEquals("ep-main", Clients.query(owner, "SELECT current_setting('neon.endpoint_id')"));
    }
  }

  @Test
  void wrongPassword_isRefusedUntilItIsTheNewOne() throws Exception {
    Compute compute = main(0);
    assertState("28P01", () -> wrong(compute));
    compute.setPassword(Clients.ROLE, "wrong");
    wrong(compute);
    assertState("28P01", () -> Clients.connect(compute.port()).close());
    PostgresException unknown =
        assertThrows(PostgresException.class, () -> compute.setPassword("nobody", "x"));
    assertTrue(unknown.getMessage().contains("\"nobody\" does not exist"), unknown.getMessage());
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
  void branch_isACopyThatLivesOnItsOwn() throws Exception {
    Compute parent = main(0);
    try (Connection owner = Clients.connect(parent.port())) {
      Clients.execute(owner, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
      String position = plane.copy(MAIN, CHILD);
      assertTrue(position.matches("[0-9A-F]+/[0-9A-F]+"), position);
      try (Compute child = plane.open(new ComputeSpec("prj-1", CHILD, "ep-child", 0))) {
        Clients.execute(owner, "DELETE FROM t");
        assertEquals("1000", Clients.query(child.port(), "SELECT count(*) FROM t"));
        assertEquals(CHILD, Clients.query(child.port(), "SHOW neon.branch_id"));
      }
    }
    assertEquals(Set.of(MAIN, CHILD), plane.branches());
    Files.writeString(home.resolve("logs").resolve(CHILD + ".log.1"), "put aside");
    plane.delete(CHILD);
    plane.delete(CHILD);
    assertEquals(Set.of(MAIN), plane.branches());
    try (var logs = Files.list(home.resolve("logs"))) {
      assertEquals(List.of(MAIN + ".log"), logs.map(l -> l.getFileName().toString()).toList());
    }
  }

  @Test
  void suspendedParent_isCopiedAndTheNextConnectionWakesBoth() throws Exception {
    Compute parent = main(0);
    try (Connection owner = Clients.connect(parent.port())) {
      Clients.execute(owner, "CREATE TABLE t AS SELECT 7 AS id");
    }
    parent.suspend();
    assertFalse(parent.running());
    plane.copy(MAIN, CHILD);
    assertFalse(parent.running());
    Compute child = plane.open(new ComputeSpec("prj-1", CHILD, "ep-child", 0));
    child.suspend();
    assertEquals("7", Clients.query(child.port(), "SELECT id FROM t"));
    assertEquals("7", Clients.query(parent.port(), "SELECT id FROM t"));
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
    Compute again = plane.open(new ComputeSpec("prj-1", MAIN, "ep-main", port));
    assertEquals(port, again.port());
    assertEquals("7", Clients.query(port, "SELECT id FROM t"));
  }

  @Test
  void killedServer_isStartedByTheNextConnection() throws Exception {
    Compute compute = main(0);
    try (Connection owner = Clients.connect(compute.port())) {
      Clients.execute(owner, "CREATE TABLE t AS SELECT 7 AS id");
      Clients.execute(owner, "SET synchronous_commit = on");
      Clients.execute(owner, "INSERT INTO t VALUES (8)");
    }
    long pid = PidFile.read(data(home, MAIN)).orElseThrow().pid();
    Process kill = new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
    assertTrue(kill.waitFor(10, TimeUnit.SECONDS));
    assertEquals("2", Clients.query(compute.port(), "SELECT count(*) FROM t"));
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
  void copyThatTheDiskHasNoRoomFor_isRefusedBeforeItBegins() throws Exception {
    main(0);
    Path huge = data(home, MAIN).resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(home.toFile().getUsableSpace());
    }
    assertMessage("free some space", () -> plane.copy(MAIN, CHILD));
    assertEquals(Set.of(MAIN), plane.branches());
  }

  @Test
  void crashedParentWithoutCompute_isRecoveredAndCopied() throws Exception {
    Compute compute = main(0);
    try (Connection owner = Clients.connect(compute.port())) {
      Clients.execute(owner, "SET synchronous_commit = on");
      Clients.execute(owner, "CREATE TABLE t AS SELECT 7 AS id");
    }
    long pid = PidFile.read(data(home, MAIN)).orElseThrow().pid();
    Processes.signal("KILL", List.of(pid));
    compute.close();
    plane.copy(MAIN, CHILD);
    Compute child = plane.open(new ComputeSpec("prj-1", CHILD, "ep-child", 0));
    assertEquals("7", Clients.query(child.port(), "SELECT id FROM t"));
  }

  @Test
  void durableHome_syncsAndServes() throws Exception {
    plane.close();
    plane = PostgresDataPlane.open(home, cache, true);
    Compute compute = main(0);
    assertEquals("on", Clients.query(compute.port(), "SHOW fsync"));
    plane.copy(MAIN, CHILD);
    Compute child = plane.open(new ComputeSpec("prj-1", CHILD, "ep-child", 0));
    assertEquals("on", Clients.query(child.port(), "SHOW full_page_writes"));
  }

  @Test
  void wrongUse_isToldInOneSentence() throws Exception {
    Compute compute = main(0);
    assertMessage("exists already", () -> createRoot(MAIN));
    assertMessage("has no data", () -> plane.copy("br-none", CHILD));
    assertMessage("has an open compute", () -> plane.delete(MAIN));
    assertMessage("cannot name a directory", () -> plane.delete("../../etc"));
    assertMessage(
        "The port " + compute.port() + " is in use",
        () -> {
          plane.copy(MAIN, CHILD);
          plane.open(new ComputeSpec("prj-1", CHILD, "ep-child", compute.port()));
        });
    assertMessage("reserved", () -> plane.createRoot("br-x", "pg_owner", "p", Clients.DATABASE));
    assertEquals(Set.of(MAIN, CHILD), plane.branches());
    try (var left = Files.list(data(home, MAIN).getParent())) {
      assertEquals(2, left.count());
    }
  }

  private Compute main(int port) {
    createRoot(MAIN);
    return plane.open(new ComputeSpec("prj-1", MAIN, "ep-main", port));
  }

  private void createRoot(String id) {
    plane.createRoot(id, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
  }

  private static void wrong(Compute compute) throws SQLException {
    Clients.connect(compute.port(), Clients.ROLE, "wrong", Clients.DATABASE).close();
  }

  static Path data(Path home, String branch) throws Exception {
    try (var dirs = Files.list(home.resolve("branches"))) {
      return dirs.filter(d -> d.getFileName().toString().startsWith(branch + "."))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assertState(String state, Executable executable) {
    assertEquals(state, assertThrows(SQLException.class, executable).getSQLState());
  }

  private static void assertMessage(String part, Executable executable) {
    PostgresException e = assertThrows(PostgresException.class, executable);
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
