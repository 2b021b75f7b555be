package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.TestCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaTest {

  private static final String TIMELINE = "timeline-1";

  @TempDir Path home;

  private PostgresDataPlane plane;
  private Compute primary;
  private Compute replica;

  @BeforeEach
  void open() throws SQLException {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    plane.createRoot(TIMELINE, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    primary = plane.open(spec("ep-primary"));
    replica = plane.bindReplica(spec("ep-replica"), null, () -> {});
    Clients.execute(primary.port(), "CREATE TABLE t (id int)");
    Clients.execute(primary.port(), "INSERT INTO t VALUES (1)");
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void replica_readsWhatIsCommitted_andRefusesWrites() throws Exception {
    assertFalse(replica.running());
    assertEquals("1", count());
    assertEquals("ep-replica", Clients.query(replica.port(), "SHOW neon.endpoint_id"));
    SQLException refused =
        assertThrows(
            SQLException.class, () -> Clients.execute(replica.port(), "INSERT INTO t VALUES (7)"));
    assertTrue(
        refused.getMessage().contains("cannot execute INSERT in a read-only transaction"),
        refused.getMessage());

    Clients.execute(primary.port(), "INSERT INTO t VALUES (2)");
    awaitCount("2");
  }

  @Test
  void replica_goesOnReadingWithoutItsPrimary_andFollowsTheNextOne() throws Exception {
    assertEquals("1", count());
    primary.suspend();
    assertEquals("1", count());

    primary.resume();
    Clients.execute(primary.port(), "INSERT INTO t VALUES (2)");
    awaitCount("2");
    replica.suspend();
    Clients.execute(primary.port(), "INSERT INTO t VALUES (3)");
    assertEquals("3", count());
  }

  @Test
  void replicaOfASuspendedPrimary_doesNotWakeIt() throws Exception {
    primary.suspend();
    assertEquals("1", count());
    assertFalse(primary.running());
    Clients.execute(primary.port(), "INSERT INTO t VALUES (2)");
    awaitCount("2");
  }

  @Test
  void copyOfAReplica_isThereOnlyWhileItRuns() throws Exception {
    assertEquals(0, copies());
    replica.resume();
    assertEquals(1, copies());
    long pid = servers();
    replica.suspend();
    assertEquals(0, copies());
    replica.resume();
    assertEquals(1, copies());
    replica.close();
    assertEquals(0, copies());
    assertEquals(pid - 1, servers());
    assertEquals(java.util.Set.of(TIMELINE), plane.timelines());
  }

  @Test
  void killedReplica_isMadeAnewByTheNextConnection() throws Exception {
    assertEquals("1", count());
    String before = Clients.query(replica.port(), "SHOW data_directory");
    long pid = PidFile.read(Path.of(before)).orElseThrow().pid();
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    Processes.signal("KILL", java.util.List.of(pid));
    server.onExit().get(2, java.util.concurrent.TimeUnit.MINUTES);
    Clients.execute(primary.port(), "INSERT INTO t VALUES (2)");
    assertEquals("2", count());
    assertEquals(1, copies());
  }

  @Test
  void replicaThatMoves_readsAndFollowsTheOtherTimeline() throws Exception {
    assertEquals("1", count());
    plane.copy(TIMELINE, "timeline-2");
    primary.hold();
    replica.hold();
    primary.moveTo("timeline-2");
    replica.moveTo("timeline-2");
    Clients.execute(primary.port(), "INSERT INTO t VALUES (2)");
    assertEquals("2", count());
    assertEquals(1, copies());
    Clients.execute(primary.port(), "INSERT INTO t VALUES (3)");
    awaitCount("3");
    plane.delete(TIMELINE);
  }

  /** The owner may read all settings, and must not find the superuser's password among them. */
  @Test
  void passwordOfTheSuperuser_isNotShown() throws Exception {
    String password = Files.readString(home.resolve("admin.password")).strip();
    assertEquals(
        "0",
        Clients.query(
            replica.port(),
            "SELECT count(*) FROM pg_settings WHERE setting LIKE '%" + password + "%'"));
    assertTrue(Clients.query(replica.port(), "SHOW primary_conninfo").contains("passfile"));
  }

  private String count() throws SQLException {
    return Clients.query(replica.port(), "SELECT count(*) FROM t");
  }

  private void awaitCount(String expected) throws SQLException {
    try (Connection connection = Clients.connect(replica.port())) {
      Polling.until(
          expected + " rows",
          () -> {
            try {
              return Clients.query(connection, "SELECT count(*) FROM t").equals(expected);
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private long copies() {
    return names(".tmp-");
  }

  private long servers() throws IOException {
    try (var dirs = Files.list(home.resolve("timelines"))) {
      return dirs.filter(dir -> Files.exists(dir.resolve(PidFile.NAME))).count();
    }
  }

  private long names(String prefix) {
    try (var dirs = Files.list(home.resolve("timelines"))) {
      return dirs.filter(dir -> dir.getFileName().toString().startsWith(prefix)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ComputeSpec spec(String endpoint) {
    return new ComputeSpec(TIMELINE, "p", "br-1", endpoint, 0);
  }
}
