package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is undone once a step fails. */
interface UndoContract extends Stage {

  /** Not for ever, so that a run which waits for its undo is told from one that does not. */
  Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  default void stepFails_whatWasDoneIsUndoneInReverseThenReported() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .onFailure(FailurePolicy.COMPENSATE)
                    .then(scene.step("one"))
                    .then(scene.step("two"))
                    .then(scene.step("three", Scene.failing(new IOException("broken"))))
                    .then(scene.step("four"))
                    .report(scene.reporter())
                    .run());
    assertEquals(
        List.of(
            "one",
            "two",
            "three",
            "undo three, half done",
            "undo two, done by two",
            "undo one, done by one",
            "report"),
        scene.log());
    assertEquals("step three failed: broken", thrown.getMessage());
    assertEquals(
        List.of(
            "one Compensated",
            "two Compensated",
            "three Failed",
            "four Skipped",
            "comment Succeeded"),
        Stage.outcomes(thrown.result()));
    assertEquals(WorkflowStatus.FAILED, scene.reports().get(0).status());
  }

  @Test
  default void failingUndo_isKeptAndTheOthersAreUndone() {
    Scene scene = scene();
    scene.onUndo("two", Scene.failing(new IOException("undo failed")));
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .onFailure(FailurePolicy.COMPENSATE)
                    .then(scene.step("one"))
                    .then(scene.step("two"))
                    .then(scene.step("three", Scene.failing(new IOException("broken"))))
                    .report(scene.reporter(Scene.failing(new IOException("report failed"))))
                    .run());
    assertEquals(
        List.of("one Compensated", "two CompensationFailed", "three Failed", "comment Failed"),
        Stage.outcomes(thrown.result()));
    assertEquals(
        List.of("undo failed", "report failed"),
        Stream.of(thrown.getCause().getSuppressed()).map(Throwable::getMessage).toList());
  }

  @Test
  default void cancelledInAnUndoThatEndsSoon_itGoesOnToItsEndAndNoOtherBegins() throws Exception {
    Scene scene = scene();
    WorkflowRun run = undoing(workflow()).start();
    scene.awaitBegun("undo two");
    run.cancel("SIGTERM");
    assertTrue(run.await(CancelContract.A_WHILE).isEmpty());
    scene.release();
    assertOnlyOneUndone(WorkflowStatus.CANCELLED, run.await());
  }

  @Test
  default void tooLateInAnUndoThatEndsSoon_itGoesOnToItsEndAndNoOtherBegins() throws Exception {
    Scene scene = scene();
    Duration limit = untilAnUndoBegins();
    WorkflowRun run = undoing(workflow().within(limit)).start();
    scene.awaitBegun("one");
    long began = System.nanoTime();
    scene.awaitBegun("undo two");
    // Until a while after the limit: an undo that goes on for long then is told to stop.
    Duration passed = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(run.await(limit.plus(CancelContract.A_WHILE).minus(passed)).isEmpty());
    scene.release();
    assertOnlyOneUndone(WorkflowStatus.FAILED, run.await());
  }

  private CustomWorkflow undoing(CustomWorkflow workflow) {
    Scene scene = scene();
    scene.onUndo(
        "two",
        context -> {
          scene.untilReleasedWhatever(context);
          scene.note("told " + context.cancel().isCancelled());
        });
    return workflow
        .onFailure(FailurePolicy.COMPENSATE)
        .then(scene.step("one"))
        .then(scene.step("two", Scene.failing(new IOException("broken"))))
        .report(scene.reporter());
  }

  private void assertOnlyOneUndone(WorkflowStatus status, WorkflowResult result) {
    Scene scene = scene();
    assertEquals(List.of("one", "two", "undo two, half done", "told false", "report"), scene.log());
    assertEquals(status, result.status());
    assertEquals(
        List.of("one Succeeded", "two Failed", "comment Succeeded"), Stage.outcomes(result));
    StepOutcome<?> two = result.outcome("two").orElseThrow();
    assertTrue(assertInstanceOf(StepOutcome.Failed.class, two).undone());
    assertEquals(status, scene.reports().get(0).status());
  }

  @Test
  default void cancelledInAnUndoThatDoesNotEndSoon_itIsToldAndReported() throws Exception {
    WorkflowRun run = undoingLong(workflow()).start();
    scene().awaitBegun("undo two");
    assertTrue(run.abortable());
    run.cancel("SIGTERM");
    assertUndoEnded(
        WorkflowStatus.CANCELLED, "cancelled: SIGTERM", run.await(PATIENCE).orElseThrow());
  }

  @Test
  default void tooLateInAnUndoThatDoesNotEndSoon_itIsToldAndReported() throws Exception {
    WorkflowRun run = undoingLong(workflow().within(untilAnUndoBegins())).start();
    scene().awaitBegun("undo two");
    assertUndoEnded(
        WorkflowStatus.FAILED,
        "the run took longer than " + untilAnUndoBegins().toSeconds() + "s",
        run.await(PATIENCE).orElseThrow());
  }

  private CustomWorkflow undoingLong(CustomWorkflow workflow) {
    Scene scene = scene();
    scene.onUndo("two", scene::untilReleased);
    return workflow
        .onFailure(FailurePolicy.COMPENSATE)
        .then(scene.step("one"))
        .then(scene.step("two"))
        .then(scene.step("three", Scene.failing(new IOException("broken"))))
        .report(scene.reporter());
  }

  private void assertUndoEnded(WorkflowStatus status, String why, WorkflowResult result) {
    Scene scene = scene();
    assertEquals(
        List.of("one", "two", "three", "undo three, half done", "undo two, done by two", "report"),
        scene.log());
    assertEquals(status, result.status());
    assertEquals(
        List.of("one Succeeded", "two CompensationFailed", "three Failed", "comment Succeeded"),
        Stage.outcomes(result));
    assertEquals(List.of("what two made: " + why), scene.reports().get(0).left());
  }

  @Test
  default void allSucceeds_nothingIsUndone() {
    Scene scene = scene();
    WorkflowResult result =
        workflow().onFailure(FailurePolicy.COMPENSATE).then(scene.step("one")).run();
    assertEquals(List.of("one"), scene.log());
    assertEquals(List.of("one Succeeded"), Stage.outcomes(result));
  }
}
