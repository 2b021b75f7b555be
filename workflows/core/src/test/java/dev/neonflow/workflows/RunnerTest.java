package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Steps.NotingReporter;
import dev.neonflow.workflows.report.CommentStep;
import dev.neonflow.workflows.report.RunReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunnerTest {

  @TempDir Path directory;

  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<RunReport> reports = new CopyOnWriteArrayList<>();
  private final NotingReporter reporter = new NotingReporter(reports, context -> log.add("report"));

  @Test
  void allSucceeds_inWrittenOrderAlwaysLaterReportLast() {
    WorkflowResult result =
        workflow()
            .comment(reporter)
            .then(new Steps.Noting("always", Runs.ALWAYS, log, context -> {}, context -> {}))
            .then(noting("one", log))
            .then("two", context -> log.add("two"))
            .run();
    assertEquals(List.of("one", "two", "always", "report"), log);
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals("one", result.get(new Key<>("one", Steps.Out.class)).text());
    assertEquals(WorkflowStatus.SUCCEEDED, reports.get(0).status());
  }

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
    assertInstanceOf(StepOutcome.Failed.class, thrown.result().outcome("three").orElseThrow());
  }

  @Test
  void onlyTheReportFails_theRunIsDoneWithLeftovers() {
    WorkflowResult result =
        workflow()
            .then(noting("one", log))
            .comment(new NotingReporter(reports, context -> fail(new Exception("no token"))))
            .run();
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, result.status());
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
  void errorOfTheJvm_isAFailureThatIsReported() {
    assertThrows(
        WorkflowFailedException.class,
        () ->
            workflow()
                .then(
                    noting(
                        "one",
                        log,
                        context -> {
                          throw new NoClassDefFoundError("x/Y");
                        }))
                .comment(reporter)
                .run());
    assertEquals(List.of("one", "report"), log);
  }

  @Test
  void cancelled_abortsTheRunningStepAndReports() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch aborted = new CountDownLatch(1);
    WorkflowRun run =
        workflow()
            .onFailure(FailurePolicy.COMPENSATE)
            .then(
                noting(
                    "one",
                    log,
                    context -> {
                      context.cancel().onCancel(aborted::countDown);
                      waiting.countDown();
                      context.pause(Duration.ofHours(1));
                    }))
            .then(noting("two", log))
            .comment(reporter)
            .start();
    assertTrue(waiting.await(30, TimeUnit.SECONDS));
    run.cancel("SIGTERM");
    run.cancel("again");
    WorkflowResult result = run.await();
    assertTrue(aborted.await(0, TimeUnit.SECONDS));
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals(List.of("one", "report"), log, "nothing is undone because of a cancel");
    assertEquals(WorkflowStatus.CANCELLED, reports.get(0).status());
    StepOutcome.Failed<?> one =
        assertInstanceOf(StepOutcome.Failed.class, result.outcome("one").orElseThrow());
    assertTrue(one.cause().getMessage().contains("SIGTERM"), one.cause().getMessage());
    assertTrue(one.cancelled());
  }

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
    time.advance(Duration.ofMillis(2000));
    time.advance(Duration.ofMillis(1000));
    assertEquals(WorkflowStatus.CANCELLED, run.await().status());
    assertTrue(time.instant().isBefore(cancelled.plusSeconds(6)));
    release.countDown();
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

  private static void awaitDeaf(CountDownLatch release) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // A step that does not listen.
      }
    }
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
    time.awaitTimer(LiveRun.REPORT_UNTIL);
    time.advance(LiveRun.REPORT_UNTIL);
    assertEquals(WorkflowStatus.DONE_WITH_LEFTOVERS, run.await().status());
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

  @Test
  void whatCannotGetBetter_isNotTriedAgain() {
    assertThrows(
        WorkflowFailedException.class,
        () ->
            workflow()
                .then(
                    noting(
                        "sql",
                        log,
                        context -> fail(new MigrationFailedException("syntax", "", null))),
                    StepOptions.defaults().withAttempts(3))
                .run());
    assertEquals(List.of("sql"), log);
  }

  @Test
  void secondRunOfAKey_isRefusedWhileTheFirstGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    WorkflowRun first =
        workflow().then("wait", context -> release.await(30, TimeUnit.SECONDS)).start();
    assertThrows(LockHeldException.class, () -> workflow().then("x", context -> {}).run());
    release.countDown();
    first.await();
    workflow().then("x", context -> log.add("x")).run();
    assertEquals(List.of("x"), log);
  }

  @Test
  void planWithALambda_runsOnlyAsItsWorkflow() {
    Plan plan = workflow().then("x", context -> {}).plan();
    assertThrows(InvalidWorkflowException.class, () -> neonflow().run(plan));
    neonflow().run(workflow().then(noting("one", log)).plan());
    assertEquals(List.of("one"), log);
  }

  private TeardownWorkflow workflow() {
    return neonflow().teardown().forPr(42);
  }

  private Neonflow neonflow() {
    Neon nowhere =
        Neon.builder(Secret.of("key")).apiBase(URI.create("http://127.0.0.1:1/api/v2")).build();
    return Neonflow.builder(nowhere)
        .projectId("p")
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .clock(time)
        .scheduler(time)
        .runIds(() -> new RunId("run-1"))
        .build();
  }

  private static void fail(Exception e) throws Exception {
    throw e;
  }
}
