package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch exited = new CountDownLatch(1);
  private final Interruption interruption =
      new Interruption(
          new Interruption.Ending() {
            @Override
            public void exit(int code) {
              seen.add("exit " + code);
              exited.countDown();
            }

            @Override
            public void halt(int code) {
              seen.add("halt " + code);
            }
          });

  @Test
  void nobodyAtWork_processEndsInOrder() {
    interruption.arrived(143);
    assertEquals(List.of("exit 143"), seen);
    assertEquals(143, interruption.code());
  }

  @Test
  void somebodyAtWork_isToldAndMayCleanUp() {
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    interruption.arrived(130);
    work.end();
    assertEquals(List.of("told"), seen);
    assertEquals(130, interruption.code());
  }

  @Test
  void secondRequest_doesNotWaitForTheWork_thirdForNothing() {
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    interruption.arrived(130);
    interruption.arrived(143);
    interruption.arrived(143);
    work.end();
    assertEquals(List.of("told", "exit 143", "halt 143"), seen);
  }

  @Test
  void workThatMustNotBeEnded_isWaitedForUntilTheThirdRequest() {
    Interruption.Work work = interruption.during(() -> seen.add("told"), () -> false);
    interruption.arrived(130);
    interruption.arrived(143);
    assertEquals(List.of("told"), seen);
    interruption.arrived(143);
    work.end();
    assertEquals(List.of("told", "halt 143"), seen);
  }

  @Test
  void workThatDoesNotEnd_isWaitedForOnlyFromWhenItMayBeEnded() throws Exception {
    CountDownLatch looked = new CountDownLatch(3);
    Interruption.Work work =
        interruption.during(
            () -> {},
            Duration.ZERO,
            () -> {
              boolean endable = looked.getCount() == 0;
              looked.countDown();
              return endable;
            });
    interruption.arrived(143);
    assertTrue(exited.await(30, TimeUnit.SECONDS));
    assertEquals(0, looked.getCount(), "it ended while it must not");
    work.end();
  }

  @Test
  void workThatBeginsAfterTheRequest_isToldNow() {
    interruption.arrived(130);
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    assertEquals(List.of("exit 130", "told"), seen);
    work.end();
  }
}
