package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Polling;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class RepeatedCheckTest {

  @Test
  void checkThatGoesOn_isWaitedForAndNotInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    RepeatedCheck repeated =
        new RepeatedCheck(
            "test-check",
            () -> {
              begun.countDown();
              try {
                release.await();
                ended.incrementAndGet();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    repeated.start();
    assertTrue(begun.await(2, TimeUnit.MINUTES));
    Thread closing = new Thread(repeated::close, "closing");
    closing.start();
    Polling.until("it is closing", () -> closing.getState() == Thread.State.TIMED_WAITING);
    release.countDown();
    closing.join();
    assertEquals(1, ended.get());
    assertFalse(closing.isAlive());
  }

  @Test
  void checkThatFails_isRepeated() {
    AtomicInteger runs = new AtomicInteger();
    try (RepeatedCheck repeated =
        new RepeatedCheck(
            "test-check",
            () -> {
              runs.incrementAndGet();
              throw new IllegalStateException("of the test");
            })) {
      repeated.start();
      Polling.until("it ran twice", () -> runs.get() == 2);
    }
  }
}
