package dev.neonflow.workflows;

import static dev.neonflow.workflows.Steps.noting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.migrate.MigrateStep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must not be aborted is waited for. */
@Timeout(60)
class LastingStepTest extends RunnerFixture {

  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> news = new CopyOnWriteArrayList<>();

  record Lasting(List<String> log, Steps.Work work) implements Step<Steps.Out> {
    @Override
    public Key<Steps.Out> output() {
      return new Key<>("lasting", Steps.Out.class);
    }

    @Override
    public String describe() {
      return "take its time";
    }

    @Override
    public boolean abortable(Subject subject) {
      return false;
    }

    @Override
    public Steps.Out run(StepContext context) throws Exception {
      log.add("lasting");
      work.run(context);
      return new Steps.Out("whole");
    }
  }

  private TeardownWorkflow lasting(StepOptions options, Steps.Work end) {
    return workflow()
        .listener(
            event -> {
              if (event instanceof WorkflowEvent.RunProgress progress) {
                news.add(progress.text());
              }
            })
        .then(
            new Lasting(
                log,
                context -> {
                  working.countDown();
                  assertTrue(release.await(30, TimeUnit.SECONDS));
                  context.cancel().throwIfCancelled();
                  end.run(context);
                }),
            options)
        .then(noting("never", log))
        .comment(reporter);
  }

  private WorkflowResult releasedAnHourAfter(WorkflowRun run, Runnable stop) throws Exception {
    assertTrue(working.await(30, TimeUnit.SECONDS));
    assertFalse(run.abortable());
    stop.run();
    time.advance(Duration.ofHours(1));
    assertFalse(run.abortable());
    assertEquals(List.of("lasting"), log);
    assertEquals(List.of("not stopped: a running lasting is waited for"), news);
    release.countDown();
    return run.await();
  }

  @Test
  void cancelled_itGoesOnToItsEndAndNothingAfterItBegins() throws Exception {
    WorkflowRun run = lasting(StepOptions.defaults(), context -> {}).start();
    WorkflowResult result = releasedAnHourAfter(run, () -> run.cancel("SIGTERM"));
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertInstanceOf(StepOutcome.Succeeded.class, result.outcome("lasting").orElseThrow());
    assertEquals(List.of("lasting", "report"), log);
    assertTrue(run.abortable());
  }

  @Test
  void deadline_itGoesOnToItsEnd() throws Exception {
    Duration limit = Duration.ofMinutes(5);
    WorkflowRun run = lasting(StepOptions.defaults(), context -> {}).within(limit).start();
    WorkflowResult result = releasedAnHourAfter(run, () -> time.advance(limit));
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertInstanceOf(StepOutcome.Succeeded.class, result.outcome("lasting").orElseThrow());
    assertInstanceOf(DeadlineException.class, result.failure().orElseThrow());
  }

  @Test
  void cancelledAndThenItFails_thereIsNoOtherAttempt() throws Exception {
    WorkflowRun run =
        lasting(
                StepOptions.defaults().withAttempts(3),
                context -> fail(new Exception("connection lost")))
            .start();
    WorkflowResult result = releasedAnHourAfter(run, () -> run.cancel("SIGTERM"));
    assertEquals(WorkflowStatus.CANCELLED, result.status());
    assertEquals(List.of("lasting", "report"), log);
  }

  @Test
  void migration_isWaitedForInProductionOnly() {
    MigrateStep step = new MigrateStep(new PlanTest.NoMigrations());
    assertFalse(step.abortable(neonflow().production().subject()));
    assertTrue(step.abortable(neonflow().preview().forPr(1).subject()));
    assertTrue(step.abortable(neonflow().staging().subject()));
  }
}
