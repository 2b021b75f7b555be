package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run that takes longer than it may. */
@Timeout(60)
class DeadlineTest extends RunnerFixture {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void stepThatRunsThen_isAbortedAndTheRunFails() throws Exception {
    WorkflowRun run =
        workflow()
            .within(LIMIT)
            .onFailure(FailurePolicy.COMPENSATE)
            .then(noting("one", log))
            .then(noting("slow", log, context -> context.pause(Duration.ofHours(1))))
            .then(noting("never", log))
            .comment(reporter)
            .start();
    time.awaitTimer(Duration.ofHours(1));
    time.advance(LIMIT);
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertEquals(List.of("one", "slow", "report"), log, "nothing starts or is undone any more");
    assertEquals(WorkflowStatus.FAILED, reports.get(0).status());
    StepOutcome.Failed<?> slow =
        assertInstanceOf(StepOutcome.Failed.class, result.outcome("slow").orElseThrow());
    DeadlineException cause = assertInstanceOf(DeadlineException.class, slow.cause());
    assertEquals("the run took longer than 5m", cause.getMessage());
    assertEquals(Optional.of(LIMIT), cause.runLimit());
    assertFalse(slow.cancelled());
    WorkflowFailedException thrown =
        assertThrows(WorkflowFailedException.class, () -> Failures.throwIfFailed(result));
    assertInstanceOf(DeadlineException.class, thrown.getCause());
  }

  @Test
  void undo_waitsForAStepThatWasLeftBehind() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch undone = new CountDownLatch(1);
    WorkflowRun run = undoThatWaits(release, undone);
    assertFalse(undone.await(300, TimeUnit.MILLISECONDS));
    release.countDown();
    assertEquals(WorkflowStatus.FAILED, run.await().status());
    assertEquals(List.of("deaf", "ended", "undo deaf half"), log);
  }

  @Test
  void cancelledWhileAnUndoWaitsForAStepThatWasLeftBehind_itEndsAtOnceAndNeverBegins()
      throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch undone = new CountDownLatch(1);
    WorkflowRun run = undoThatWaits(release, undone);
    assertTrue(run.abortable());
    run.cancel("SIGTERM");
    Optional<WorkflowResult> ended = run.await(Duration.ofSeconds(50));
    release.countDown();
    assertEquals(Optional.of(WorkflowStatus.CANCELLED), ended.map(WorkflowResult::status));
    assertFalse(undone.await(300, TimeUnit.MILLISECONDS));
  }

  /** Of a step that works until it is released, and was left behind. */
  private WorkflowRun undoThatWaits(CountDownLatch release, CountDownLatch undone)
      throws Exception {
    Steps.Noting deaf =
        new Steps.Noting(
            "deaf",
            Runs.ON_SUCCESS,
            log,
            context -> {
              awaitDeaf(release);
              log.add("ended");
            },
            context -> undone.countDown());
    WorkflowRun run =
        workflow()
            .onFailure(FailurePolicy.COMPENSATE)
            .then(deaf, StepOptions.defaults().withTimeout(LIMIT))
            .start();
    time.awaitTimer(LIMIT);
    time.advance(LIMIT);
    time.awaitTimer(Attempt.ABORT_WITHIN);
    time.advance(Attempt.ABORT_WITHIN);
    time.awaitTimer(StepWork.UNDO_WITHIN);
    return run;
  }

  @Test
  void betweenTwoAttempts_isADeadlineToo() throws Exception {
    WorkflowRun run =
        workflow()
            .within(LIMIT)
            .then(
                noting("flaky", log, context -> fail(new Exception("flaky"))),
                StepOptions.defaults().withAttempts(5).withBackoff(Duration.ofHours(2)))
            .start();
    time.awaitTimer(Duration.ofHours(2));
    time.advance(LIMIT);
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertInstanceOf(DeadlineException.class, result.failure().orElseThrow());
    assertEquals(List.of("flaky"), log);
  }

  @Test
  void waitingForAnotherRun_counts() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Neonflow shared = neonflow();
    WorkflowRun first =
        shared
            .teardown()
            .forPr(42)
            .then("wait", context -> release.await(30, TimeUnit.SECONDS))
            .start();
    WorkflowRun second =
        shared
            .teardown()
            .forPr(42)
            .within(LIMIT)
            .onConflict(OnConflict.WAIT)
            .then(noting("one", log))
            .comment(reporter)
            .start();
    time.awaitTimer(Duration.ofMillis(200));
    time.advance(LIMIT);
    WorkflowResult result = second.await();
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertEquals(List.of(), log, "the report is the other run's");
    DeadlineException cause =
        assertInstanceOf(DeadlineException.class, result.failure().orElseThrow());
    assertEquals(Optional.of(LIMIT), cause.runLimit());
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
  }

  @Test
  void runThatIsInTime_isNotTouched() throws Exception {
    WorkflowResult result = workflow().within(LIMIT).then(noting("one", log)).run();
    time.advance(LIMIT);
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertTrue(result.failure().isEmpty());
  }
}
