package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.RunReport;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What runs when, what it finds, and who is told. */
interface OrderContract extends Stage {

  @Test
  default void allSucceeds_inWrittenOrderAlwaysLaterReportLast() {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow()
            .report(scene.reporter())
            .then(scene.step("always").always())
            .then(scene.step("one"))
            .then(scene.step("two"));
    WorkflowResult result = workflow.run();
    assertEquals(List.of("one", "two", "always", "report"), scene.log());
    assertEquals(1, scene.mostAtOnce());
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(
        List.of("one Succeeded", "two Succeeded", "always Succeeded", "comment Succeeded"),
        Stage.outcomes(result));
    assertEquals(new Note("by two"), result.get(Note.of("two")));
    assertEquals(new Published("scene", true), result.get(Published.KEY));
    assertEquals(workflow.plan(), result.plan());
    assertEquals(workflow.subject(), result.subject());
  }

  @Test
  default void outputs_areFoundByLaterSteps() {
    Scene scene = scene();
    workflow()
        .then(scene.step("one"))
        .then(scene.step("one"), StepOptions.named("again"))
        .then(
            scene
                .step(
                    "two",
                    context -> {
                      scene.note("needed " + context.get(Note.of("one")).text());
                      scene.note("found " + context.find(Note.of("again")).orElseThrow().text());
                      scene.note("no " + context.find(Note.of("three")).isPresent());
                      scene.note(
                          assertThrows(
                                  NoSuchElementException.class, () -> context.get(Note.of("three")))
                              .getMessage());
                    })
                .needing("one"))
        .then(scene.step("three"))
        .run();
    assertEquals(
        List.of(
            "one",
            "one",
            "two",
            "needed by one",
            "found by one",
            "no false",
            "step three has no output: it has not run",
            "three"),
        scene.log());
  }

  @Test
  default void step_knowsItsRun() {
    Scene scene = scene();
    WorkflowRun run =
        workflow()
            .then(
                scene.step(
                    "one",
                    context -> {
                      scene.note(context.runId().toString());
                      scene.note(context.idempotencyKey());
                      scene.note(context.subject().key());
                    }))
            .start();
    WorkflowResult result = run.await();
    assertEquals(run.runId(), result.runId());
    assertEquals(
        List.of("one", run.runId().toString(), run.runId() + "/one", result.subject().key()),
        scene.log());
  }

  @Test
  default void report_seesAllOutcomesAndTheStatusAndIsPublishedOnce() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(scene.step("one"))
                    .then(scene.step("two", Scene.failing(new IllegalStateException("no table"))))
                    .then(scene.step("three"))
                    .then(scene.step("always").always())
                    .report(scene.reporter())
                    .run());
    assertEquals(List.of("one", "two", "always", "report"), scene.log());
    assertEquals(1, scene.reports().size());
    RunReport report = scene.reports().get(0);
    assertEquals(WorkflowStatus.FAILED, report.status());
    assertEquals(thrown.result().runId(), report.runId());
    assertEquals(thrown.result().subject(), report.subject());
    assertEquals("workflow", report.workflow());
    assertEquals(
        List.of("one Succeeded", "two Failed", "three Skipped", "always Succeeded"),
        report.outcomes().stream().map(Stage::outcome).toList());
    assertEquals(new Note("by one"), report.output(Note.class).orElseThrow());
  }

  @Test
  default void reportThatFails_leavesTheRunDoneWithLeftovers() {
    Scene scene = scene();
    WorkflowResult result =
        workflow()
            .then(scene.step("one"))
            .report(scene.reporter(Scene.failing(new IllegalStateException("no token"))))
            .run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status());
    assertEquals("no token", Stage.cause(result, "comment").getMessage());
  }

  @Test
  default void listeners_areToldInOrder() {
    Scene scene = scene();
    List<String> events = new CopyOnWriteArrayList<>();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .listener(
                        event -> {
                          throw new IllegalStateException("a listener that breaks nothing");
                        })
                    .listener(noting(events))
                    .then(scene.step("one"))
                    .then(scene.step("two", Scene.failing(new IllegalStateException("no table"))))
                    .then(scene.step("three"))
                    .report(scene.reporter())
                    .run());
    assertEquals(
        List.of(
            "run " + thrown.result().runId() + " started",
            "one started: act one",
            "one Succeeded",
            "two started: act two",
            "two Failed",
            "three Skipped",
            "comment started: report to a scene",
            "comment Succeeded",
            "run FAILED"),
        events);
  }

  private static WorkflowListener noting(List<String> events) {
    return event -> {
      if (event instanceof WorkflowEvent.RunStarted started) {
        events.add("run " + started.runId() + " started");
      } else if (event instanceof WorkflowEvent.StepStarted started) {
        events.add(started.stepId() + " started: " + started.describe());
      } else if (event instanceof WorkflowEvent.StepCompleted completed) {
        events.add(Stage.outcome(completed.outcome()));
      } else if (event instanceof WorkflowEvent.RunCompleted completed) {
        events.add("run " + completed.result().status());
      }
    };
  }
}
