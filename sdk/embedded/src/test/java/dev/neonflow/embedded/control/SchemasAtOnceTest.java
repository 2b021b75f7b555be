package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import dev.neonflow.embedded.postgres.PostgresException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SchemasAtOnceTest extends ControlPlaneFixture {

  /** Whoever waits for a branch and then migrates its parent must not find the change in it. */
  @Test
  void schemaOfTheParent_isReadBeforeTheOperationsEnd() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean read = new AtomicBoolean();
    data.beforeSchema(
        () -> {
          await(release);
          read.set(true);
        });
    Accepted<Branch> created = create(named("child"));
    String id = created.subject().id();
    Polling.until("it runs", () -> compute(id) != null && compute(id).running());
    assertTrue(control.operations().get(created.operations().get(1).id()).unfinished());
    release.countDown();
    finish(created);
    assertTrue(read.get());
    assertEquals(
        "-- neondb",
        control.schemas().at(control.branches().defaultBranch().id(), "neondb", "0/1A2B3C4").sql());
  }

  @Test
  void endpointDeletedWhileItsComputeReads_anotherComputeDoes() {
    String id = made(named("child")).id();
    String endpoint = control.endpoints().of(id).get(0).id();
    AtomicBoolean there = new AtomicBoolean(true);
    data.beforeSchema(
        () -> {
          if (there.getAndSet(false)) {
            finishAll(control.endpoints().delete(endpoint).orElseThrow().operations());
            throw new PostgresException("The compute is closed", null);
          }
        });
    assertEquals("-- neondb", control.schemas().head(id, "neondb").sql());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
