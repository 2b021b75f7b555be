package dev.neonflow.embedded.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.TestCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one thread does to a compute while another one needs it. */
@Timeout(600)
class ComputesAtOnceTest {

  private static final String TIMELINE = "timeline-1";

  @TempDir Path home;

  private PostgresDataPlane plane;

  @BeforeEach
  void open() {
    plane = PostgresDataPlane.open(home, TestCache.DIR, false);
    plane.createRoot(TIMELINE, Clients.ROLE, Clients.PASSWORD, Clients.DATABASE);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  /** A restore holds one compute after the other; none may need another that is held already. */
  @Test
  void replicaOfAKilledPrimaryThatIsHeld_startsWithoutIt() throws Exception {
    Compute primary = plane.open(spec("ep-primary"));
    Compute replica = plane.bindReplica(spec("ep-replica"), null, () -> {});
    Clients.execute(primary.port(), "CREATE TABLE t AS SELECT 1 AS id");
    long pid = PidFile.read(PostgresDataPlaneTest.data(home, TIMELINE)).orElseThrow().pid();
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    Processes.signal("KILL", List.of(pid));
    server.onExit().get(2, TimeUnit.MINUTES);

    primary.hold();
    assertEquals("1", Clients.query(replica.port(), "SELECT count(*) FROM t"));
    assertFalse(primary.running());
    replica.hold();
    primary.moveTo(TIMELINE);
    replica.moveTo(TIMELINE);
    assertEquals("1", Clients.query(primary.port(), "SELECT count(*) FROM t"));
  }

  @Test
  void deletionAndTheOpeningOfAPort_waitForAHiddenCompute() throws Exception {
    Compute hidden = plane.open(ComputeSpec.hidden(TIMELINE, "p", "br-1"));
    FutureTask<Compute> opening = new FutureTask<>(() -> plane.open(spec("ep-primary")));
    awaitWaiting(opening);
    hidden.close();
    opening.get().close();

    Compute another = plane.open(ComputeSpec.hidden(TIMELINE, "p", "br-1"));
    FutureTask<Boolean> deletion = new FutureTask<>(() -> plane.delete(TIMELINE), true);
    awaitWaiting(deletion);
    another.close();
    assertTrue(deletion.get());
    assertEquals(Set.of(), plane.timelines());
  }

  @Test
  void deletion_doesNotWaitForAComputeThatClientsKnow() {
    Compute open = plane.open(spec("ep-primary"));
    assertThrows(PostgresException.class, () -> plane.delete(TIMELINE));
    open.close();
    plane.delete(TIMELINE);
  }

  @Test
  void schema_isReadAgain_whenTheServerIsStoppedMeanwhile() throws Exception {
    Compute compute = plane.open(spec("ep-primary"));
    Semaphore reads = new Semaphore(0);
    AtomicBoolean stopped = new AtomicBoolean();
    FutureTask<Boolean> reading =
        new FutureTask<>(
            () -> {
              try {
                while (!stopped.get()) {
                  reads.release();
                  compute.schema(Clients.DATABASE);
                }
              } finally {
                reads.release();
              }
            },
            true);
    Thread reader = new Thread(reading, "reader");
    reader.start();
    for (int i = 0; i < 15 && !reading.isDone(); i++) {
      assertTrue(reads.tryAcquire(2, TimeUnit.MINUTES), "no read ends");
      reads.drainPermits();
      Polling.until("it runs", () -> reading.isDone() || compute.running());
      compute.suspend();
    }
    stopped.set(true);
    assertTrue(reading.get());
  }

  private static void awaitWaiting(FutureTask<?> task) {
    Thread thread = new Thread(task, "waiting");
    thread.setDaemon(true);
    thread.start();
    Polling.until(
        "it waits", () -> task.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
    assertFalse(task.isDone());
  }

  private static ComputeSpec spec(String endpoint) {
    return new ComputeSpec(TIMELINE, "p", "br-1", endpoint, 0);
  }
}
