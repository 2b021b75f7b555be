package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many runs of one key: never two at once. */
interface ConflictContract extends Stage {

  /** How many start at once. */
  int RUNS = 20;

  @Test
  default void racingUnderFail_exactlyOneRunsAndTheOthersAreRefused() throws Exception {
    Scene scene = scene();
    CustomWorkflow workflow = workflow().then(scene.step("one", scene::untilReleased));
    List<WorkflowRun> runs = new ArrayList<>();
    for (Future<WorkflowRun> start : race(workflow::start)) {
      try {
        runs.add(start.get());
      } catch (ExecutionException e) {
        assertEquals(LockHeldException.class, e.getCause().getClass());
      }
    }
    assertEquals(1, runs.size());
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, runs.get(0).await().status());
    assertEquals(List.of("one"), scene.log());
  }

  @Test
  default void racingUnderWait_allFinishInTurn() throws Exception {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow().onConflict(OnConflict.WAIT).then(scene.step("one")).report(scene.reporter());
    Set<RunId> ids = new HashSet<>();
    for (Future<WorkflowRun> start : race(workflow::start)) {
      WorkflowResult result = start.get().await();
      assertEquals(WorkflowStatus.SUCCEEDED, result.status());
      ids.add(result.runId());
    }
    assertEquals(RUNS, ids.size());
    List<String> expected = new ArrayList<>();
    Collections.nCopies(RUNS, List.of("one", "report")).forEach(expected::addAll);
    assertEquals(expected, scene.log());
    assertEquals(1, scene.mostAtOnce());
  }

  @Test
  default void anotherEntryPoint_isKeptOutAsWell() throws Exception {
    Scene scene = scene();
    WorkflowRun first = workflow().then(scene.step("one", scene::untilReleased)).start();
    scene.awaitBegun("one");
    CustomWorkflow second = workflow().then(scene.step("two"));
    LockHeldException held = assertThrows(LockHeldException.class, second::run);
    assertTrue(held.next().contains("--on-conflict wait, in Java OnConflict.WAIT"), held.next());
    assertThrows(LockHeldException.class, () -> neonflow().run(second.plan()));
    WorkflowRun waiting = second.onConflict(OnConflict.WAIT).start();
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    assertEquals(WorkflowStatus.SUCCEEDED, waiting.await().status());
    assertEquals(List.of("one", "two"), scene.log());
  }

  @Test
  default void anotherKey_isNotKeptOut() throws Exception {
    Scene scene = scene();
    Neonflow entry = neonflow();
    WorkflowRun first = workflow(entry).then(scene.step("one", scene::untilReleased)).start();
    scene.awaitBegun("one");
    CustomWorkflow other = entry.workflow(scene.name() + "-other").then(scene.step("two"));
    assertEquals(WorkflowStatus.SUCCEEDED, other.run().status());
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
  }

  @Test
  default void superseded_theFirstIsCancelledAndReportedBeforeTheSecondBegins() throws Exception {
    Scene scene = scene();
    Neonflow entry = neonflow();
    WorkflowRun first =
        workflow(entry)
            .then(scene.step("one", scene::untilReleased))
            .report(scene.reporter())
            .start();
    scene.awaitBegun("one");
    WorkflowRun second =
        workflow(entry).onConflict(OnConflict.SUPERSEDE).then(scene.step("two")).start();
    WorkflowResult superseded = first.await();
    assertEquals(WorkflowStatus.CANCELLED, superseded.status());
    String why = String.valueOf(superseded.failure().orElseThrow().getMessage());
    assertTrue(why.contains("superseded by run " + second.runId()), why);
    assertEquals(WorkflowStatus.SUCCEEDED, second.await().status());
    assertEquals(List.of("one", "report", "two"), scene.log());
    assertEquals(1, scene.mostAtOnce());
  }

  @Test
  default void supersededOneAfterTheOther_theLastOneWins() throws Exception {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow().onConflict(OnConflict.SUPERSEDE).then(scene.step("one", scene::untilReleased));
    List<WorkflowRun> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(workflow.start());
    }
    WorkflowRun last = runs.remove(RUNS - 1);
    for (WorkflowRun run : runs) {
      WorkflowResult superseded = run.await();
      assertEquals(WorkflowStatus.CANCELLED, superseded.status());
      String why = String.valueOf(superseded.failure().orElseThrow().getMessage());
      assertTrue(why.contains("superseded by"), why);
    }
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, last.await().status());
    assertEquals(1, scene.mostAtOnce());
  }

  @Test
  default void sameKeyAfterTheEnd_runsAnewHoweverItEnded() throws Exception {
    Scene scene = scene();
    Neonflow entry = neonflow();
    CustomWorkflow succeeding = workflow(entry).then(scene.step("one"));
    CustomWorkflow failing =
        workflow(entry).then(scene.step("two", Scene.failing(new IOException("broken"))));
    CustomWorkflow lasting = workflow(entry).then(scene.step("three", scene::untilReleased));
    WorkflowResult first = succeeding.run();
    assertEquals(WorkflowStatus.FAILED, failing.start().await().status());
    WorkflowRun cancelled = lasting.start();
    scene.awaitBegun("three");
    cancelled.cancel("SIGTERM");
    assertEquals(WorkflowStatus.CANCELLED, cancelled.await().status());
    WorkflowResult again = succeeding.run();
    assertEquals(List.of("one", "two", "three", "one"), scene.log());
    assertNotEquals(first.runId(), again.runId());
  }

  private static List<Future<WorkflowRun>> race(Callable<WorkflowRun> start) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    CyclicBarrier line = new CyclicBarrier(RUNS);
    List<Future<WorkflowRun>> started = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      started.add(
          threads.submit(
              () -> {
                line.await(30, TimeUnit.SECONDS);
                return start.call();
              }));
    }
    threads.shutdown();
    assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    return started;
  }
}
