package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Steps.NotingReporter;
import dev.neonflow.workflows.report.CommentStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run that is asked to end. */
@Timeout(60)
class CancelledRunTest extends RunnerFixture {

  @Test
  void cancelledStepThatDoesNotListen_isLeftBehindAndReported() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    WorkflowRun run =
        workflow()
            .then(
                noting(
                    "deaf",
                    log,
                    context -> {
                      waiting.countDown();
                      awaitDeaf(release);
                    }))
            .comment(reporter)
            .start();
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    run.cancel("stop");
    time.awaitTimer(Attempt.ABORT_WITHIN);
    time.advance(Attempt.ABORT_WITHIN);
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertEquals(WorkflowStatus.CANCELLED, reports.get(0).status());
    release.countDown();
  }

  @Test
  void cancelled_aDeafStepAndADeafReportEndWithinSixSeconds() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch reporting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    WorkflowRun run =
        workflow()
            .then(
                noting(
                    "deaf",
                    log,
                    context -> {
                      waiting.countDown();
                      awaitDeaf(release);
                    }))
            .comment(
                new NotingReporter(
                    reports,
                    context -> {
                      reporting.countDown();
                      awaitDeaf(release);
                    }))
            .then(new CommentStep(reporter), StepOptions.named("second"))
            .start();
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    Instant cancelled = time.instant();
    run.cancel("stop");
    time.advance(Duration.ofMillis(2500));
    assertTrue(reporting.await(30, TimeUnit.SECONDS));
    time.advance(StepWork.REPORT_UNTIL.minusMillis(2500));
    time.advance(StepWork.REPORT_ABORT_WITHIN);
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertTrue(time.instant().isBefore(cancelled.plusMillis(4500)));
    release.countDown();
  }

  @Test
  void cancelledInAnUndo_aDeafUndoAndADeafReportEndWithinSixSeconds() throws Exception {
    CountDownLatch undoing = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch reporting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    WorkflowRun run =
        workflow()
            .onFailure(FailurePolicy.COMPENSATE)
            .then(
                new Steps.Noting(
                    "deaf",
                    Runs.ON_SUCCESS,
                    log,
                    context -> {},
                    context -> {
                      context.cancel().onCancel(told::countDown);
                      undoing.countDown();
                      awaitDeaf(release);
                    }))
            .then(noting("broken", log, context -> fail(new Exception("broken"))))
            .comment(
                new NotingReporter(
                    reports,
                    context -> {
                      reporting.countDown();
                      awaitDeaf(release);
                    }))
            .start();
    assertTrue(undoing.await(30, TimeUnit.SECONDS));
    Instant cancelled = time.instant();
    run.cancel("stop");
    time.advance(StepWork.UNDO_UNTIL.minusMillis(1));
    assertFalse(told.await(100, TimeUnit.MILLISECONDS), "it may go on for a moment");
    time.advance(Duration.ofMillis(1));
    assertTrue(told.await(30, TimeUnit.SECONDS));
    time.advance(StepWork.UNDO_ABORT_WITHIN);
    assertTrue(reporting.await(30, TimeUnit.SECONDS));
    assertEquals(List.of("what deaf made: cancelled: stop"), reports.get(0).left());
    time.advance(
        StepWork.REPORT_UNTIL.minus(StepWork.UNDO_UNTIL).minus(StepWork.UNDO_ABORT_WITHIN));
    time.advance(StepWork.REPORT_ABORT_WITHIN);
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertTrue(time.instant().isBefore(cancelled.plusMillis(4500)));
    release.countDown();
  }

  @Test
  void cancelledWhileReporting_theReportIsGivenUpInTime() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    WorkflowRun run =
        workflow()
            .then(noting("one", log))
            .comment(
                new NotingReporter(
                    reports,
                    context -> {
                      waiting.countDown();
                      context.pause(Duration.ofHours(1));
                    }))
            .start();
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    run.cancel("stop");
    time.awaitTimer(StepWork.REPORT_UNTIL);
    time.advance(StepWork.REPORT_UNTIL);
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, run.await().status());
  }

  @Test
  void cancelledBetweenAttempts_endsAtOnce() throws Exception {
    WorkflowRun run =
        workflow()
            .then(
                noting("flaky", log, context -> fail(new Exception("flaky"))),
                StepOptions.defaults().withAttempts(5).withBackoff(Duration.ofHours(2)))
            .start();
    time.awaitTimer(Duration.ofHours(2));
    run.cancel("stop");
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertEquals(List.of("flaky"), log);
  }
}
