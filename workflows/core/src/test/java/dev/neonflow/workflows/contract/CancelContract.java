package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowCancelledException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a run that is asked to end. */
interface CancelContract extends Stage {

  /** Longer than any test. */
  Duration LONG = Duration.ofHours(1);

  /** Long enough for a runner that does not wait to go on. */
  Duration A_WHILE = Duration.ofMillis(300);

  @Test
  default void cancelledInAStep_itIsToldAndWaitedForAndNothingElseBegins() throws Exception {
    Scene scene = scene();
    CountDownLatch told = new CountDownLatch(1);
    WorkflowRun run =
        workflow(patient())
            .onFailure(FailurePolicy.COMPENSATE)
            .then(scene.step("one"))
            .then(
                scene.step(
                    "two",
                    context -> {
                      context.cancel().onCancel(told::countDown);
                      try {
                        context.pause(LONG);
                      } finally {
                        scene.endsSlowlyUnlessBegun("report", A_WHILE);
                        scene.note("two ended");
                      }
                    }))
            .then(scene.step("three"))
            .then(scene.step("always").always())
            .report(scene.reporter())
            .start();
    scene.awaitBegun("two");
    run.cancel("SIGTERM");
    run.cancel("again");
    WorkflowResult result = run.await();
    assertTrue(told.await(30, TimeUnit.SECONDS));
    assertEquals(
        List.of("one", "two", "two ended", "report"),
        scene.log(),
        "nothing is undone because of a cancel");
    assertCancelled(result, "cancelled: SIGTERM");
    assertEquals(
        List.of(
            "one Succeeded", "two Failed", "three Skipped", "always Skipped", "comment Succeeded"),
        Stage.outcomes(result));
    assertTrue(
        assertInstanceOf(StepOutcome.Failed.class, result.outcome("two").orElseThrow())
            .cancelled());
    assertEquals(1, scene.reports().size());
    assertEquals(WorkflowStatus.CANCELLED, scene.reports().get(0).status());
  }

  @Test
  default void cancelledInAStepThatMustNotBeAborted_itGoesOnToItsEnd() throws Exception {
    Scene scene = scene();
    WorkflowRun run =
        workflow()
            .then(
                scene
                    .step(
                        "one",
                        context -> {
                          scene.untilReleasedWhatever(context);
                          scene.note("told " + context.cancel().isCancelled());
                        })
                    .lasting())
            .then(scene.step("two"))
            .report(scene.reporter())
            .start();
    scene.awaitBegun("one");
    assertFalse(run.abortable());
    run.cancel("SIGTERM");
    assertTrue(run.await(A_WHILE).isEmpty());
    scene.release();
    WorkflowResult result = run.await();
    assertEquals(List.of("one", "told false", "report"), scene.log());
    assertCancelled(result, "the run was cancelled: SIGTERM");
    assertEquals(
        List.of("one Succeeded", "two Skipped", "comment Succeeded"), Stage.outcomes(result));
    assertTrue(run.abortable());
  }

  @Test
  default void cancelledBetweenTwoAttempts_thereIsNoOther() throws Exception {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow()
            .then(
                scene.step("flaky", Scene.failing(new IOException("flaky"))),
                StepOptions.defaults().withAttempts(5).withBackoff(LONG))
            .then(scene.step("two"));
    WorkflowRun run = workflow.start();
    scene.awaitBegun("flaky");
    awaitPause(workflow.plan().subject().key());
    run.cancel("SIGTERM");
    assertCancelled(run.await(), "cancelled: SIGTERM");
    assertEquals(List.of("flaky"), scene.log());
  }

  @Test
  default void cancelledWhileItWaitsForAnotherRun_endsWithoutHavingBegun() throws Exception {
    Scene scene = scene();
    Neonflow entry = neonflow();
    WorkflowRun first = workflow(entry).then(scene.step("one", scene::untilReleased)).start();
    scene.awaitBegun("one");
    WorkflowRun second =
        workflow(entry)
            .onConflict(OnConflict.WAIT)
            .then(scene.step("two"))
            .report(scene.reporter())
            .start();
    second.cancel("SIGTERM");
    WorkflowResult result = second.await();
    assertCancelled(result, "SIGTERM");
    assertEquals(List.of("two Skipped", "comment Skipped"), Stage.outcomes(result));
    assertTrue(first.await(Duration.ZERO).isEmpty());
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    assertEquals(List.of("one"), scene.log(), "the report is the other run's");
  }

  @Test
  default void cancelledAfterItsEnd_staysAsItEnded() {
    Scene scene = scene();
    WorkflowRun run = workflow().then(scene.step("one")).start();
    WorkflowResult result = run.await();
    run.cancel("too late");
    assertEquals(result, run.await());
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
  }

  @Test
  default void interruptedWhileItIsAwaited_isCancelled() throws Exception {
    Scene scene = scene();
    WorkflowRun run = workflow().then(scene.step("one", scene::untilReleased)).start();
    scene.awaitBegun("one");
    FutureTask<String> awaiting =
        new FutureTask<>(() -> run.await().status() + " " + Thread.currentThread().isInterrupted());
    Thread thread = new Thread(awaiting, "awaiting " + scene.name());
    thread.start();
    thread.interrupt();
    assertEquals("CANCELLED true", awaiting.get());
  }

  private static void assertCancelled(WorkflowResult result, String why) {
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    Exception failure = result.failure().orElseThrow();
    assertInstanceOf(WorkflowCancelledException.class, failure);
    assertEquals(why, failure.getMessage());
  }
}
