package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.TestCache;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class RelayTest {

  private static final int CANCEL = 80877102;
  private static final String BRANCH = "br-relay";

  @TempDir static Path home;
  private static PostgresDataPlane plane;
  private static Compute compute;

  @BeforeAll
  static void open() {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    plane.createRoot(BRANCH, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
    compute = plane.open(new ComputeSpec(BRANCH, "p", BRANCH, "e", 0));
  }

  @AfterAll
  static void close() {
    plane.close();
  }

  @BeforeEach
  void wake() {
    compute.resume();
  }

  @Test
  void cancelRequest_doesNotWakeASuspendedCompute() throws Exception {
    compute.suspend();
    try (Socket socket = new Socket("127.0.0.1", compute.port())) {
      byte[] cancel = ByteBuffer.allocate(16).putInt(16).putInt(CANCEL).putLong(0).array();
      socket.getOutputStream().write(cancel);
      assertEquals(-1, socket.getInputStream().read());
    }
    assertFalse(compute.running());
  }

  @Test
  void connectionThatSaysNothing_doesNotWakeASuspendedCompute() throws Exception {
    compute.suspend();
    try (Socket socket = new Socket("127.0.0.1", compute.port())) {
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertFalse(compute.running());
  }

  @Test
  void cancelRequest_reachesARunningStatement() throws Exception {
    try (Connection connection = Clients.connect(compute.port());
        var statement = connection.createStatement()) {
      FutureTask<SQLException> sleeping =
          new FutureTask<>(
              () ->
                  assertThrows(
                      SQLException.class, () -> statement.execute("SELECT pg_sleep(600)")));
      new Thread(sleeping, "sleeping").start();
      Polling.until("it sleeps", RelayTest::sleeps);
      statement.cancel();
      assertEquals("57014", sleeping.get(2, TimeUnit.MINUTES).getSQLState());
    }
  }

  private static boolean sleeps() {
    try {
      return Clients.query(
              compute.port(),
              "SELECT count(*) FROM pg_stat_activity"
                  + " WHERE state = 'active' AND wait_event = 'PgSleep'")
          .equals("1");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void suspend_cutsSessionsAndTheNextOneIsServed() throws Exception {
    try (Connection connection = Clients.connect(compute.port())) {
      compute.suspend();
      assertThrows(SQLException.class, () -> Clients.query(connection, "SELECT 1"));
    }
    assertEquals("1", Clients.query(compute.port(), "SELECT 1"));
    assertTrue(compute.running());
  }

  /** Such as one that a pool keeps: it must not keep the next server awake. */
  @Test
  void sessionWhoseServerEnded_isOver_thoughItsClientKeepsTheConnection() throws Exception {
    try (Connection kept = Clients.connect(compute.port())) {
      assertEquals(1, compute.use().sessions());
      compute.suspend();
      Polling.until("the session is over", () -> compute.use().sessions() == 0);
      compute.resume();
      assertTrue(compute.suspendUnlessUsed());
      assertFalse(kept.isClosed());
    }
  }

  @Test
  void largeResultsAndInputs_passUnchanged() throws Exception {
    try (Connection connection = Clients.connect(compute.port());
        var statement = connection.prepareStatement("SELECT md5(?), repeat('y', 3000000)")) {
      statement.setString(1, "x".repeat(3_000_000));
      try (var row = statement.executeQuery()) {
        assertTrue(row.next());
        assertEquals(
            Clients.query(connection, "SELECT md5(repeat('x', 3000000))"), row.getString(1));
        assertEquals("y".repeat(3_000_000), row.getString(2));
      }
    }
  }

  @Test
  void serverThatCannotStart_isToldToTheClient() throws Exception {
    compute.suspend();
    Path version = PostgresDataPlaneTest.data(home, BRANCH).resolve("PG_VERSION");
    String text = Files.readString(version);
    Files.writeString(version, "7\n");
    SQLException e = assertThrows(SQLException.class, () -> Clients.connect(compute.port()));
    assertTrue(e.getMessage().contains("did not start"), e.getMessage());
    assertEquals("57P03", e.getSQLState());
    PostgresException same = assertThrows(PostgresException.class, () -> compute.resume());
    assertTrue(same.getMessage().contains("incompatible"), same.getMessage());
    Files.writeString(version, text);
    assertEquals("1", Clients.query(compute.port(), "SELECT 1"));
  }

  @Test
  void killedServers_areReplacedForEveryClientAtOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      long pid = PidFile.read(PostgresDataPlaneTest.data(home, BRANCH)).orElseThrow().pid();
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      Process kill = new ProcessBuilder("kill", "-9", Long.toString(pid)).start();
      assertTrue(kill.waitFor(2, TimeUnit.MINUTES));
      // Until it is really gone it may begin to talk to a client, which nobody can take back.
      server.onExit().get(2, TimeUnit.MINUTES);
      assertEquals("1", Clients.query(compute.port(), "SELECT 1"));
    }
  }
}
