package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.TestCache;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.replication.LogSequenceNumber;

class PostgresDataPlaneTest {

  static final String MAIN = "br-main-00000001";
  static final String CHILD = "br-child-00000002";

  @TempDir static Path home;

  private static PostgresDataPlane plane;
  private static Compute main;

  private final List<Compute> children = new ArrayList<>();

  @BeforeAll
  static void open() {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    createRoot(MAIN);
    main = plane.open(new ComputeSpec(MAIN, "prj-1", MAIN, "ep-main", 0));
  }

  @AfterAll
  static void close() {
    plane.close();
  }

  @AfterEach
  void removeChildren() {
    children.forEach(Compute::close);
    plane.delete(CHILD);
  }

  @Test
  void rootBranch_servesItsOwnerWhoIsNoSuperuser() throws Exception {
    try (Connection owner = Clients.connect(main.port())) {
      assertEquals(
          "f", Clients.query(owner, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
      Clients.execute(owner, "CREATE TABLE of_owner (id int)");
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
      assertState("42501", () -> Clients.execute(owner, "COPY of_owner TO '/tmp/no-such-file'"));
    }
    assertEquals(
        List.of(new DatabaseRow("neondb", Clients.ROLE), new DatabaseRow("other", Clients.ROLE)),
        main.databases());
    assertEquals(List.of(Clients.ROLE, "reader"), main.roles());
    assertEquals("18.6", plane.version());
  }

  @Test
  void connection_isEncryptedAndKnowsItsIds() throws Exception {
    try (Connection owner = Clients.connect(main.port())) {
      assertEquals(
          "t", Clients.query(owner, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"));
      assertEquals("prj-1", Clients.query(owner, "SELECT current_setting('neon.project_id')"));
      assertEquals(MAIN, Clients.query(owner, "SELECT current_setting('neon.branch_id')"));
      assertEquals("ep-main", Clients.query(owner, "SELECT current_setting('neon.endpoint_id')"));
    }
  }

  @Test
  void wrongPassword_isRefusedUntilItIsTheNewOne() throws Exception {
    assertState("28P01", () -> wrong());
    main.setPassword(Clients.ROLE, "wrong");
    wrong();
    assertState("28P01", () -> Clients.connect(main.port()).close());
    main.setPassword(Clients.ROLE, Clients.PASSWORD);
    PostgresException unknown =
        assertThrows(PostgresException.class, () -> main.setPassword("nobody", "x"));
    assertTrue(unknown.getMessage().contains("\"nobody\" does not exist"), unknown.getMessage());
  }

  @Test
  void branch_isACopyThatLivesOnItsOwn() throws Exception {
    try (Connection owner = Clients.connect(main.port())) {
      Clients.execute(owner, "CREATE TABLE copied AS SELECT generate_series(1, 1000) AS id");
      String position = plane.copy(MAIN, CHILD);
      assertTrue(position.matches("[0-9A-F]+/[0-9A-F]+"), position);
      try (Compute child = child()) {
        Clients.execute(owner, "DELETE FROM copied");
        assertEquals("1000", Clients.query(child.port(), "SELECT count(*) FROM copied"));
        assertEquals(CHILD, Clients.query(child.port(), "SHOW neon.branch_id"));
      }
    }
    assertEquals(Set.of(MAIN, CHILD), plane.timelines());
    Files.writeString(home.resolve("logs").resolve(CHILD + ".log.1"), "put aside");
    plane.delete(CHILD);
    plane.delete(CHILD);
    assertEquals(Set.of(MAIN), plane.timelines());
    try (var logs = Files.list(home.resolve("logs"))) {
      assertEquals(List.of(MAIN + ".log"), logs.map(l -> l.getFileName().toString()).toList());
    }
  }

  /** PostgreSQL puts the label aside before it has replayed the backup; then it cannot go on. */
  @Test
  void branchWhoseFirstStartWasCutOff_startsAgain() throws Exception {
    plane.copy(MAIN, CHILD);
    Path data = data(home, CHILD);
    String label = Files.readString(data.resolve("backup_label"));
    Path segment = data.resolve("pg_wal").resolve(part(label, "START WAL LOCATION: .*file (\\w+)"));
    byte[] whole = Files.readAllBytes(segment);
    long position = LogSequenceNumber.valueOf(part(label, "CHECKPOINT LOCATION: (\\S+)")).asLong();
    byte[] torn = whole.clone();
    int checkpoint = (int) (position % whole.length);
    int length = ByteBuffer.wrap(torn).order(ByteOrder.nativeOrder()).getInt(checkpoint);
    Arrays.fill(torn, checkpoint + (length + 7) / 8 * 8, torn.length, (byte) 0);
    Files.write(segment, torn);
    assertMessage("WAL ends before end of online backup", this::child);
    assertFalse(Files.exists(data.resolve("backup_label")));

    Files.write(segment, whole);
    assertEquals("1", Clients.query(child().port(), "SELECT 1"));
  }

  @Test
  void branchThatNeverStarted_isCopiedWithItsLabel() throws Exception {
    plane.copy(MAIN, CHILD);
    String grandchild = "br-grandchild-0003";
    plane.copy(CHILD, grandchild);
    assertTrue(Files.exists(data(home, grandchild).resolve("backup_label")));
    try (Compute compute =
        plane.open(new ComputeSpec(grandchild, "prj-1", grandchild, "ep-x", 0))) {
      assertEquals("1", Clients.query(compute.port(), "SELECT 1"));
    }
    plane.delete(grandchild);
  }

  private static String part(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  @Test
  void suspendedParent_isCopiedAndTheNextConnectionWakesBoth() throws Exception {
    try (Connection owner = Clients.connect(main.port())) {
      Clients.execute(owner, "CREATE TABLE slept AS SELECT 7 AS id");
    }
    main.suspend();
    assertFalse(main.running());
    plane.copy(MAIN, CHILD);
    assertFalse(main.running());
    Compute child = child();
    child.suspend();
    assertEquals("7", Clients.query(child.port(), "SELECT id FROM slept"));
    assertEquals("7", Clients.query(main.port(), "SELECT id FROM slept"));
  }

  @Test
  void killedServer_isStartedByTheNextConnection() throws Exception {
    try (Connection owner = Clients.connect(main.port())) {
      Clients.execute(owner, "CREATE TABLE killed AS SELECT 7 AS id");
      Clients.execute(owner, "SET synchronous_commit = on");
      Clients.execute(owner, "INSERT INTO killed VALUES (8)");
    }
    long pid = PidFile.read(data(home, MAIN)).orElseThrow().pid();
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    Process kill = new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
    assertTrue(kill.waitFor(2, TimeUnit.MINUTES));
    server.onExit().get(2, TimeUnit.MINUTES);
    assertEquals("2", Clients.query(main.port(), "SELECT count(*) FROM killed"));
  }

  @Test
  void copyThatTheDiskHasNoRoomFor_isRefusedBeforeItBegins() throws Exception {
    Path huge = data(home, MAIN).resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(home.toFile().getUsableSpace());
      assertMessage("free some space", () -> plane.copy(MAIN, CHILD));
    } finally {
      Files.delete(huge);
    }
    assertEquals(Set.of(MAIN), plane.timelines());
  }

  @Test
  void wrongUse_isToldInOneSentence() throws Exception {
    assertMessage("exists already", () -> createRoot(MAIN));
    assertMessage("has no data", () -> plane.copy("br-none", CHILD));
    assertMessage("has an open compute", () -> plane.delete(MAIN));
    assertMessage("cannot name a directory", () -> plane.delete("../../etc"));
    assertMessage(
        "The port " + main.port() + " is in use",
        () -> {
          plane.copy(MAIN, CHILD);
          plane.open(new ComputeSpec(CHILD, "prj-1", CHILD, "ep-child", main.port()));
        });
    assertMessage("reserved", () -> plane.createRoot("br-x", "pg_owner", "p", Clients.DATABASE));
    assertEquals(Set.of(MAIN, CHILD), plane.timelines());
    try (var left = Files.list(data(home, MAIN).getParent())) {
      assertEquals(2, left.count());
    }
  }

  private Compute child() {
    Compute child = plane.open(new ComputeSpec(CHILD, "prj-1", CHILD, "ep-child", 0));
    children.add(child);
    return child;
  }

  private static void createRoot(String id) {
    plane.createRoot(id, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
  }

  private static void wrong() throws SQLException {
    Clients.connect(main.port(), Clients.ROLE, "wrong", Clients.DATABASE).close();
  }

  static Path data(Path home, String branch) throws Exception {
    try (var dirs = Files.list(home.resolve("timelines"))) {
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
