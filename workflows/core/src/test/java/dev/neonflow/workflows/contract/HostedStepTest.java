package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.HostedStep;
import dev.neonflow.workflows.HostedStep.Attempted;
import dev.neonflow.workflows.ManualTime;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.StepCall;
import dev.neonflow.workflows.StepNotEndedException;
import dev.neonflow.workflows.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A step that an engine hosts here, and that does not listen when it is told to stop. */
@Timeout(60)
class HostedStepTest {

  private static final Duration TO_STOP = Duration.ofMillis(2500);
  private static final Duration STRAGGLING = Duration.ofMinutes(10);

  @TempDir Path directory;
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final CountDownLatch release = new CountDownLatch(1);
  private final Scene scene = Scene.open();
  private Neonflow neonflow;

  @BeforeEach
  void build() {
    neonflow = RunnerContract.settings(directory).clock(time).scheduler(time).build();
  }

  @AfterEach
  void close() {
    release.countDown();
    scene.close();
  }

  @Test
  void stepThatStillWorks_hasFailedAndIsNotDoneAgain() throws Exception {
    Running running = begin(scene.step("one", this::deaf), false);
    scene.awaitBegun("one");
    running.step.cancel("its worker ends");
    time.awaitTimer(TO_STOP);
    time.advance(TO_STOP);
    time.awaitTimer(STRAGGLING);
    assertFalse(running.end.isDone());
    time.advance(STRAGGLING);
    Attempted attempted = running.end.get(30, TimeUnit.SECONDS);
    assertFalse(attempted.cancelled(), "no other worker is to begin it");
    assertFalse(attempted.again());
    assertStillWorks(
        assertInstanceOf(StepOutcome.Failed.class, attempted.outcome()).cause(), "one");
  }

  @Test
  void stepThatEndsLate_wasCancelled() throws Exception {
    Running running = begin(scene.step("one", this::deaf), false);
    scene.awaitBegun("one");
    running.step.cancel("its worker ends");
    time.awaitTimer(TO_STOP);
    time.advance(TO_STOP);
    time.awaitTimer(STRAGGLING);
    release.countDown();
    assertTrue(running.end.get(30, TimeUnit.SECONDS).cancelled());
  }

  @Test
  void undoThatStillWorks_hasFailedAndIsNotDoneAgain() throws Exception {
    scene.onUndo("one", this::deaf);
    Running running = begin(scene.step("one"), true);
    scene.awaitBegun("undo one");
    time.awaitTimer(STRAGGLING); // so long may the undo itself take
    running.step.cancel("its worker ends");
    time.awaitTimer(TO_STOP);
    time.advance(TO_STOP);
    time.awaitTimer(Duration.ofMillis(500));
    time.advance(Duration.ofMillis(500));
    time.awaitTimer(STRAGGLING);
    assertFalse(running.end.isDone());
    time.advance(STRAGGLING);
    Attempted attempted = running.end.get(30, TimeUnit.SECONDS);
    assertFalse(attempted.cancelled(), "no other worker is to begin it");
    assertStillWorks(
        assertInstanceOf(StepOutcome.CompensationFailed.class, attempted.outcome()).cause(), "one");
  }

  @Test
  void undoBesideAStepThatStillWorks_doesNotBegin() throws Exception {
    StepNotEndedException deaf = new StepNotEndedException("two still works", "", null);
    Running running =
        begin(scene.step("one"), true, new StepOutcome.Failed<>("two", deaf, Duration.ZERO));
    Attempted attempted = running.end.get(30, TimeUnit.SECONDS);
    assertStillWorks(
        assertInstanceOf(StepOutcome.CompensationFailed.class, attempted.outcome()).cause(), "two");
    assertEquals(List.of(), scene.log());
  }

  private static void assertStillWorks(Exception cause, String id) {
    assertInstanceOf(StepNotEndedException.class, cause);
    assertEquals(
        "step " + id + " was told to stop and still works after 10 minutes", cause.getMessage());
  }

  private record Running(HostedStep step, FutureTask<Attempted> end) {}

  private Running begin(Act act, boolean undo, StepOutcome<?>... before) {
    Plan plan = neonflow.workflow(scene.name()).then(act).then(scene.step("two")).plan();
    RunLog log = RunLog.begin(plan, new RunId("run-1"), time.instant());
    if (undo) {
      log = log.plus(new StepOutcome.Succeeded<>("one", new Note("by one"), Duration.ZERO));
    }
    for (StepOutcome<?> outcome : before) {
      log = log.plus(outcome);
    }
    HostedStep step =
        neonflow.stepHost().step(new StepCall("one", undo, log).toJson(), event -> {});
    FutureTask<Attempted> end = new FutureTask<>(() -> step.run(1).orElseThrow());
    Thread thread = new Thread(end, "hosting " + scene.name());
    thread.setDaemon(true);
    thread.start();
    return new Running(step, end);
  }

  private void deaf(Object context) {
    while (release.getCount() > 0) {
      try {
        release.await();
      } catch (InterruptedException e) {
        // It does not listen.
      }
    }
  }
}
