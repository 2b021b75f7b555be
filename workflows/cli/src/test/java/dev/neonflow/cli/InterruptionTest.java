package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch exited = new CountDownLatch(1);
  private final Interruption.Ending ending =
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
      };
  private final Interruption interruption = new Interruption(ending);

  /** One that waits for work however long it takes. */
  private final Interruption patient = new Interruption(ending, (time, mayEnd, action) -> {});

  @Test
  void nobodyAtWork_processEndsInOrder() {
    interruption.arrived(143);
    assertEquals(List.of("exit 143"), seen);
    assertEquals(143, interruption.code());
  }

  @Test
  void somebodyAtWork_isToldAndMayCleanUp() {
    Interruption.Work work = patient.during(() -> seen.add("told"));
    patient.arrived(130);
    work.end();
    assertEquals(List.of("told"), seen);
    assertEquals(130, patient.code());
  }

  @Test
  void runThatEndedInSpiteOfTheRequest_hasItsOwnCode_anythingElseTheRequests() {
    Interruption.Work work = interruption.during(() -> seen.add("told"), () -> false);
    assertEquals(7, interruption.exitCode(7));
    interruption.arrived(130);
    assertEquals(130, interruption.exitCode(0));
    interruption.runEnded();
    work.end();
    assertEquals(0, interruption.exitCode(0));
    assertEquals(130, interruption.exitCode(130));
  }

  @Test
  void secondRequest_doesNotWaitForTheWork_thirdForNothing() {
    Interruption.Work work = patient.during(() -> seen.add("told"));
    patient.arrived(130);
    patient.arrived(143);
    patient.arrived(143);
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
    assertTrue(exited.await(2, TimeUnit.MINUTES));
    assertEquals(0, looked.getCount(), "it ended while it must not");
    work.end();
  }

  @Test
  void workThatMustNotBeEndedOnlyAfterTheRequest_isWaitedForToo() throws Exception {
    Set<Thread> asked = ConcurrentHashMap.newKeySet();
    CountDownLatch askedAgain = new CountDownLatch(1);
    CountDownLatch endable = new CountDownLatch(1);
    Interruption.Work work =
        interruption.during(
            () -> {},
            Duration.ZERO,
            () -> {
              if (asked.add(Thread.currentThread())) {
                return true;
              }
              askedAgain.countDown();
              return endable.getCount() == 0;
            });
    interruption.arrived(143);
    assertTrue(askedAgain.await(2, TimeUnit.MINUTES), "it ended without asking again");
    assertEquals(List.of(), seen);
    endable.countDown();
    assertTrue(exited.await(2, TimeUnit.MINUTES));
    work.end();
  }

  @Test
  void workThatIsGivenUp_isToldSoOnce_workThatEndedIsNot() {
    Interruption.Work ended = lasting();
    ended.end();
    Interruption.Work work = lasting();
    interruption.arrived(130);
    interruption.arrived(130);
    interruption.arrived(130);
    work.end();
    assertEquals(List.of("told", "given up", "exit 130", "halt 130"), seen);
  }

  private Interruption.Work lasting() {
    return interruption.during(
        () -> seen.add("told"), Duration.ofHours(1), () -> true, () -> seen.add("given up"));
  }

  @Test
  void threadThatRemovesWhatItMade_isNotInterrupted_andForgetsThatItWas() {
    Interruptible thread = Interruptible.on(patient);
    patient.arrived(130);
    assertTrue(Thread.currentThread().isInterrupted());
    assertTrue(thread.shield());
    assertFalse(Thread.currentThread().isInterrupted());
    thread.close();
    Interruption other = new Interruption(Interruption.Ending.NONE);
    Interruptible shielded =
        Interruptible.on(
            other, Duration.ofHours(1), () -> seen.add("said"), () -> seen.add("given up"));
    assertFalse(shielded.shield());
    other.arrived(143);
    assertFalse(Thread.interrupted());
    assertEquals(List.of("said"), seen);
    shielded.close();
  }

  @Test
  void workThatBeginsAfterTheRequest_isToldNow() {
    interruption.arrived(130);
    Interruption.Work work = interruption.during(() -> seen.add("told"));
    assertEquals(List.of("exit 130", "told"), seen);
    work.end();
  }
}
