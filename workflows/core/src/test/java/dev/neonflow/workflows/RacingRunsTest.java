package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.failsafe.spi.Scheduler;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many runs of one key. */
@Timeout(120)
class RacingRunsTest extends RunnerFixture {

  private static final int RUNS = 20;

  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void nothingIsLeft() throws Exception {
    try (Stream<?> left = Files.list(directory.resolve("locks"))) {
      assertEquals(0, left.count());
    }
  }

  private Neonflow shared() {
    return builder().runIds(() -> new RunId("run-" + ids.incrementAndGet())).build();
  }

  private TeardownWorkflow exclusive(Neonflow neonflow, OnConflict policy, Steps.Work work) {
    return neonflow
        .teardown()
        .forPr(42)
        .onConflict(policy)
        .then(
            noting(
                "one",
                log,
                context -> {
                  atOnce.accumulateAndGet(working.incrementAndGet(), Math::max);
                  try {
                    work.run(context);
                  } finally {
                    working.decrementAndGet();
                  }
                }));
  }

  private void untilReleased(StepContext context) throws InterruptedException {
    assertTrue(release.await(60, TimeUnit.SECONDS));
  }

  @Test
  void runThatCannotBegin_freesTheKey() {
    AtomicBoolean refusing = new AtomicBoolean(true);
    Scheduler tired =
        (task, delay, unit) -> {
          if (refusing.get()) {
            throw new RejectedExecutionException("too many timers");
          }
          return time.schedule(task, delay, unit);
        };
    TeardownWorkflow workflow =
        builder()
            .scheduler(tired)
            .build()
            .teardown()
            .forPr(42)
            .within(Duration.ofMinutes(5))
            .then(noting("one", log));
    assertThrows(RejectedExecutionException.class, workflow::run);
    refusing.set(false);
    assertEquals(WorkflowStatus.SUCCEEDED, workflow.run().status());
    assertEquals(List.of("one"), log);
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

  private static boolean over(WorkflowRun run) {
    try {
      return run.await(Duration.ZERO).isPresent();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long over(List<WorkflowRun> runs) {
    return runs.stream().filter(RacingRunsTest::over).count();
  }

  private static List<WorkflowRun> all(List<Future<WorkflowRun>> started) throws Exception {
    List<WorkflowRun> runs = new ArrayList<>();
    for (Future<WorkflowRun> one : started) {
      runs.add(one.get());
    }
    return runs;
  }

  @Test
  void wait_inTheOrderInWhichTheyCameAndSaysOnceForWhom() throws Exception {
    Neonflow shared = shared();
    List<RunId> order = new CopyOnWriteArrayList<>();
    List<String> news = new CopyOnWriteArrayList<>();
    List<WorkflowRun> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      runs.add(
          exclusive(
                  shared,
                  OnConflict.WAIT,
                  context -> {
                    order.add(context.runId());
                    untilReleased(context);
                  })
              .listener(
                  event -> {
                    if (event instanceof WorkflowEvent.RunProgress progress) {
                      news.add(progress.text());
                    }
                  })
              .start());
    }
    time.followTimersUntil(() -> news.size() == 4);
    release.countDown();
    time.followTimersUntil(() -> over(runs) == 5);
    assertEquals(runs.stream().map(WorkflowRun::runId).toList(), order);
    assertEquals(4, news.size(), news.toString());
    assertTrue(
        news.get(0).startsWith("waiting: run run-1 of process ")
            && news.get(0).endsWith(" works on preview/p/acme/shop/pr-42"),
        news.get(0));
  }

  @Test
  void wait_forAnotherEntryPoint() throws Exception {
    WorkflowRun first = exclusive(shared(), OnConflict.FAIL, this::untilReleased).start();
    WorkflowRun second = exclusive(shared(), OnConflict.WAIT, context -> {}).start();
    time.awaitTimer(Duration.ofMillis(200));
    release.countDown();
    time.advance(Duration.ofMillis(200));
    time.followTimersUntil(() -> over(second));
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    assertEquals(WorkflowStatus.SUCCEEDED, second.await().status());
  }

  @Test
  void waitingAndCancelled_endsWithoutHavingBegun() throws Exception {
    Neonflow shared = shared();
    WorkflowRun first = exclusive(shared, OnConflict.FAIL, this::untilReleased).start();
    List<String> events = new CopyOnWriteArrayList<>();
    WorkflowRun second =
        exclusive(shared, OnConflict.WAIT, context -> {})
            .comment(reporter)
            .listener(event -> events.add(event.getClass().getSimpleName()))
            .start();
    time.awaitTimer(Duration.ofMillis(200));
    second.cancel("SIGTERM");
    WorkflowResult result = second.await();
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals("SIGTERM", result.failure().orElseThrow().getMessage());
    assertEquals(List.of("RunProgress", "RunCompleted"), events);
    assertEquals(List.of(), reports, "the report is the other run's");
    release.countDown();
    first.await();
  }

  @Test
  void stepThatIsLeftBehind_keepsTheKeyUntilItEnds() throws Exception {
    Neonflow shared = shared();
    CountDownLatch begun = new CountDownLatch(1);
    WorkflowRun deaf =
        exclusive(
                shared,
                OnConflict.FAIL,
                context -> {
                  begun.countDown();
                  awaitDeaf(release);
                })
            .start();
    assertTrue(begun.await(30, TimeUnit.SECONDS));
    deaf.cancel("stop");
    time.advance(Attempt.ABORT_WITHIN);
    assertEquals(WorkflowStatus.CANCELLED, deaf.await().status());
    assertThrows(
        LockHeldException.class, () -> exclusive(shared, OnConflict.FAIL, context -> {}).start());
    WorkflowRun next = exclusive(shared, OnConflict.SUPERSEDE, context -> {}).start();
    time.awaitTimer(Duration.ofMillis(200));
    release.countDown();
    time.advance(Duration.ofMillis(200));
    time.followTimersUntil(() -> over(next));
    assertEquals(WorkflowStatus.SUCCEEDED, next.await().status());
    assertEquals(1, atOnce.get());
  }

  @Test
  void supersede_theLastOneWins() throws Exception {
    Neonflow shared = shared();
    List<WorkflowRun> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(exclusive(shared, OnConflict.SUPERSEDE, this::untilReleased).start());
    }
    WorkflowRun last = runs.get(RUNS - 1);
    List<WorkflowRun> others = runs.subList(0, RUNS - 1);
    time.followTimersUntil(() -> over(others) == RUNS - 1);
    release.countDown();
    time.followTimersUntil(() -> over(last));
    assertEquals(WorkflowStatus.SUCCEEDED, last.await().status());
    assertEquals(1, atOnce.get());
    List<String> why = new ArrayList<>();
    for (WorkflowRun run : others) {
      assertEquals(WorkflowStatus.CANCELLED, run.await().status());
      why.add(run.await().failure().orElseThrow().getMessage());
    }
    assertTrue(
        why.stream().allMatch(text -> text.contains("superseded by run run-")), why.toString());
  }

  @Test
  void supersedeInARace_exactlyOneSucceeds() throws Exception {
    Neonflow shared = shared();
    List<WorkflowRun> runs =
        all(race(() -> exclusive(shared, OnConflict.SUPERSEDE, this::untilReleased).start()));
    time.followTimersUntil(() -> over(runs) == RUNS - 1);
    release.countDown();
    time.followTimersUntil(() -> over(runs) == RUNS);
    long succeeded =
        runs.stream().filter(run -> run.await().status() == WorkflowStatus.SUCCEEDED).count();
    assertEquals(1, succeeded);
    assertEquals(1, atOnce.get());
  }

  @Test
  void supersedeWhatAnotherEntryPointRuns_isRefused() throws Exception {
    WorkflowRun first = exclusive(shared(), OnConflict.FAIL, this::untilReleased).start();
    LockHeldException refused =
        assertThrows(
            LockHeldException.class,
            () -> exclusive(shared(), OnConflict.SUPERSEDE, context -> {}).start());
    assertTrue(
        refused.getMessage().endsWith("SUPERSEDE works only among the runs of one Neonflow"),
        refused.getMessage());
    release.countDown();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
  }
}
