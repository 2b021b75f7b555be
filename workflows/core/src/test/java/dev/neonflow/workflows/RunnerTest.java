package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.Steps.NotingReporter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunnerTest extends RunnerFixture {

  @Test
  void aStepFails_theReportSaysSoAndTheExceptionIsItsOwn() {
    Exception own = new IllegalArgumentException("no such table");
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(noting("one", log, context -> fail(own)))
                    .then(noting("two", log))
                    .comment(reporter)
                    .run());
    assertSame(own, thrown.getCause());
    assertEquals(List.of("one", "report"), log);
    assertEquals(WorkflowStatus.FAILED, reports.get(0).status());
    NoSuchElementException one =
        assertThrows(
            NoSuchElementException.class,
            () -> thrown.result().get(new Key<>("one", Steps.Out.class)));
    assertEquals("step one has no output: it failed: no such table", one.getMessage());
    NoSuchElementException two =
        assertThrows(
            NoSuchElementException.class,
            () -> thrown.result().get(new Key<>("two", Steps.Out.class)));
    assertEquals("step two has no output: it was skipped: step one failed", two.getMessage());
  }

  record Unforeseeable(List<String> log) implements Step<Steps.Out> {
    @Override
    public Key<Steps.Out> output() {
      return new Key<>("unforeseeable", Steps.Out.class);
    }

    @Override
    public String describe() {
      return "do what nobody can foresee";
    }

    @Override
    public Steps.Out run(StepContext context) {
      log.add("unforeseeable");
      return new Steps.Out("");
    }

    @Override
    public String dryRun(StepContext context) throws Exception {
      throw new IOException("no network");
    }
  }

  @Test
  void dryRunThatCannotAsk_saysWhatToDo() {
    PreconditionException thrown =
        assertThrows(
            PreconditionException.class, () -> workflow().then(new Unforeseeable(log)).dryRun());
    assertEquals(
        "cannot say whether this would be done: do what nobody can foresee: no network",
        thrown.getMessage());
    assertEquals("nothing was changed; run it again", thrown.next());
    assertFalse(thrown.isUsage());
    assertEquals(List.of(), log);
  }

  @Test
  void resultAsText_isALineForEachStep() {
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(noting("one", log))
                    .then(noting("two", log, context -> fail(new Exception("broken"))))
                    .then(noting("three", log))
                    .run());
    List<String> lines = thrown.result().toString().lines().toList();
    assertTrue(lines.get(0).endsWith(": FAILED"), lines.toString());
    assertEquals("  one: done, Out[text=one]", lines.get(1));
    assertEquals("  two: failed, java.lang.Exception: broken", lines.get(2));
    assertEquals("  three: skipped, step two failed", lines.get(3));
    assertEquals(4, lines.size());
  }

  @Test
  void compensate_undoesInReverseAndLosesNoFailedUndo() {
    Exception undo = new IllegalStateException("undo failed");
    Exception report = new IllegalStateException("report failed");
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .onFailure(FailurePolicy.COMPENSATE)
                    .then(
                        new Steps.Noting(
                            "one", Runs.ON_SUCCESS, log, context -> {}, context -> fail(undo)))
                    .then(noting("two", log))
                    .then(noting("three", log, context -> fail(new Exception("broken"))))
                    .comment(new NotingReporter(reports, context -> fail(report)))
                    .run());
    assertEquals(List.of("one", "two", "three", "undo three half", "undo two", "undo one"), log);
    assertEquals(List.of(undo, report), List.of(thrown.getCause().getSuppressed()));
    assertInstanceOf(
        StepOutcome.CompensationFailed.class, thrown.result().outcome("one").orElseThrow());
    assertInstanceOf(StepOutcome.Compensated.class, thrown.result().outcome("two").orElseThrow());
    assertTrue(
        assertInstanceOf(StepOutcome.Failed.class, thrown.result().outcome("three").orElseThrow())
            .undone(),
        "it stays a failure");
  }

  @Test
  void undoOfAFailedStepThatFails_isNoUndo() {
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .onFailure(FailurePolicy.COMPENSATE)
                    .then(
                        new Steps.Noting(
                            "one",
                            Runs.ON_SUCCESS,
                            log,
                            context -> fail(new Exception("broken")),
                            context -> fail(new Exception("undo failed"))))
                    .run());
    assertFalse(
        assertInstanceOf(StepOutcome.Failed.class, thrown.result().outcome("one").orElseThrow())
            .undone());
  }

  @Test
  void listenerThatThrows_breaksNothing() {
    List<String> seen = new CopyOnWriteArrayList<>();
    workflow()
        .listener(
            event -> {
              throw new IllegalStateException("listener");
            })
        .listener(
            event -> {
              throw new AssertionError("listener");
            })
        .listener(event -> seen.add(event.getClass().getSimpleName()))
        .then(noting("one", log, context -> context.progress("half", 0.5)))
        .run();
    assertEquals(
        List.of("RunStarted", "StepStarted", "StepProgress", "StepCompleted", "RunCompleted"),
        seen);
  }

  @Test
  void timedOutAttemptThatDoesNotStop_isNotJoinedByAnother() throws Exception {
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
                    }),
                StepOptions.defaults()
                    .withAttempts(2)
                    .withTimeout(Duration.ofSeconds(10))
                    .withBackoff(Duration.ofNanos(1)))
            .start();
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    time.awaitTimer(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(10));
    StepOutcome.Failed<?> deaf =
        assertInstanceOf(StepOutcome.Failed.class, run.await().outcome("deaf").orElseThrow());
    assertInstanceOf(DeadlineException.class, deaf.cause());
    assertEquals(List.of("deaf"), log, "a second attempt would work beside the first");
    release.countDown();
  }

  @Test
  void timeout_endsTheAttemptWithADeadline() throws Exception {
    WorkflowRun run =
        workflow()
            .then(
                noting("slow", log, context -> context.pause(Duration.ofHours(1))),
                StepOptions.defaults().withTimeout(Duration.ofSeconds(10)))
            .start();
    time.awaitTimer(Duration.ofHours(1));
    time.advance(Duration.ofSeconds(10));
    WorkflowResult result = run.await();
    assertEquals(WorkflowStatus.FAILED, result.status());
    StepOutcome.Failed<?> slow =
        assertInstanceOf(StepOutcome.Failed.class, result.outcome("slow").orElseThrow());
    assertInstanceOf(DeadlineException.class, slow.cause());
    assertEquals(Duration.ofSeconds(10), slow.took());
  }

  @Test
  void attempts_areRetriedAfterABackoffWithTheSameKey() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    List<String> keys = new CopyOnWriteArrayList<>();
    List<Integer> retried = new CopyOnWriteArrayList<>();
    WorkflowRun run =
        workflow()
            .listener(
                event -> {
                  if (event instanceof WorkflowEvent.StepRetried retry) {
                    retried.add(retry.attempt());
                  }
                })
            .then(
                noting(
                    "flaky",
                    log,
                    context -> {
                      keys.add(context.idempotencyKey());
                      if (tries.incrementAndGet() < 3) {
                        fail(new Exception("flaky"));
                      }
                    }),
                StepOptions.defaults().withAttempts(3).withBackoff(Duration.ofSeconds(2)))
            .start();
    time.awaitTimer(Duration.ofSeconds(2));
    time.advance(Duration.ofSeconds(2));
    time.awaitTimer(Duration.ofSeconds(4));
    time.advance(Duration.ofSeconds(4));
    assertEquals(WorkflowStatus.SUCCEEDED, run.await().status());
    assertEquals(List.of(1, 2), retried);
    assertEquals(List.of("run-1/flaky", "run-1/flaky", "run-1/flaky"), keys);
  }

  @Test
  void planWithALambda_runsOnlyAsItsWorkflow() {
    Plan plan = workflow().then("x", context -> {}).plan();
    assertThrows(InvalidWorkflowException.class, () -> neonflow().run(plan));
    neonflow().run(workflow().then(noting("one", log)).plan());
    assertEquals(List.of("one"), log);
  }
}
