package dev.neonflow.workflows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

@Timeout(600)
class StallsTest {

  private static final Duration STALL = Duration.ofMillis(500);

  private final AtomicLong nanos = new AtomicLong();
  private final SynchronousQueue<Duration> stalls = new SynchronousQueue<>();
  private final LinkedBlockingQueue<Thread> watches = new LinkedBlockingQueue<>();
  private final List<AssertionError> failures = new ArrayList<>();
  private final Stalls machine = new Stalls(nanos::get, this::park);

  @Test
  void passes_isRunOnce() throws Exception {
    AtomicLong goes = new AtomicLong();

    machine.run(goes::incrementAndGet);

    assertEquals(1, goes.get());
  }

  @Test
  void passesInSpiteOfAStall_isRunOnce() throws Exception {
    AtomicLong goes = new AtomicLong();

    machine.run(
        () -> {
          goes.incrementAndGet();
          standStill(STALL);
        });

    assertEquals(1, goes.get());
  }

  @Test
  void failsWithoutAStall_failsAtOnceWithItsError() {
    AssertionError error = assertThrows(AssertionError.class, () -> machine.run(this::fail));

    assertEquals(List.of(error), failures);
    assertEquals(0, error.getSuppressed().length);
  }

  @Test
  void failsWithAShortStall_failsAtOnce() {
    assertThrows(AssertionError.class, () -> machine.run(() -> failAfter(STALL.minusNanos(1))));

    assertEquals(1, failures.size());
  }

  @Test
  void manyShortStalls_areNotAddedUp() {
    Stalls.Body body =
        () -> {
          for (int i = 0; i < 5; i++) {
            standStill(STALL.dividedBy(2));
          }
          fail();
        };

    assertThrows(AssertionError.class, () -> machine.run(body));

    assertEquals(1, failures.size());
  }

  @Test
  void failsWithAStall_isRunAgain() throws Exception {
    machine.run(
        () -> {
          if (failures.isEmpty()) {
            failAfter(STALL);
          }
        });

    assertEquals(1, failures.size());
  }

  @Test
  void failsWithAStallEachTime_failsTheThirdTimeWithTheEarlierOnes() {
    AssertionError error =
        assertThrows(AssertionError.class, () -> machine.run(() -> failAfter(STALL)));

    assertEquals(3, failures.size());
    assertSame(failures.get(2), error);
    assertArrayEquals(failures.subList(0, 2).toArray(), error.getSuppressed());
  }

  @Test
  void failsAgainWithoutAStall_isNotExcusedByTheFirst() {
    Stalls.Body body = () -> failAfter(failures.isEmpty() ? STALL : Duration.ZERO);

    AssertionError error = assertThrows(AssertionError.class, () -> machine.run(body));

    assertEquals(2, failures.size());
    assertSame(failures.get(1), error);
    assertArrayEquals(failures.subList(0, 1).toArray(), error.getSuppressed());
  }

  @Test
  void exceptionWithAStall_isRunAgain() throws Exception {
    List<Exception> thrown = new ArrayList<>();

    machine.run(
        () -> {
          if (thrown.isEmpty()) {
            standStill(STALL);
            thrown.add(new IllegalStateException("too late"));
            throw thrown.get(0);
          }
        });

    assertEquals(1, thrown.size());
  }

  @Test
  void skippedWithAStall_isSkipped() {
    AtomicLong goes = new AtomicLong();
    Stalls.Body body =
        () -> {
          goes.incrementAndGet();
          standStill(STALL);
          throw new TestAbortedException("this machine has no such program");
        };

    assertThrows(TestAbortedException.class, () -> machine.run(body));

    assertEquals(1, goes.get());
  }

  @Test
  void ended_nobodyWatchesAnyMore() throws Exception {
    machine.run(() -> standStill(STALL));

    assertEquals(Thread.State.TERMINATED, watches.take().getState());
  }

  private void failAfter(Duration stall) throws InterruptedException {
    standStill(stall);
    fail();
  }

  private void fail() {
    failures.add(new AssertionError("go " + failures.size()));
    throw failures.get(failures.size() - 1);
  }

  /** Returns when the nap that takes this much longer has begun. */
  private void standStill(Duration stall) throws InterruptedException {
    stalls.put(stall);
  }

  /** A nap: no longer than asked for, unless the machine stands still. */
  private void park(long asked) {
    watches.add(Thread.currentThread());
    try {
      Duration more = stalls.poll(1, TimeUnit.MILLISECONDS);
      nanos.addAndGet(asked + (more == null ? 0 : more.toNanos()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
