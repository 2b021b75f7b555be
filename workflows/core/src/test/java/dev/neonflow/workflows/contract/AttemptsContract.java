package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepOptions;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often a step is tried and how long one try may take. */
interface AttemptsContract extends Stage {

  /** Three attempts without much of a wait. */
  StepOptions THREE = StepOptions.defaults().withAttempts(3).withBackoff(Duration.ofMillis(10));

  /** Long enough for a step to begin, and no more. */
  Duration SHORT = Duration.ofSeconds(1);

  @Test
  default void flakyStep_isTriedAgainUnderTheSameKey() {
    Scene scene = scene();
    AtomicInteger tries = new AtomicInteger();
    Set<String> keys = ConcurrentHashMap.newKeySet();
    WorkflowResult result =
        workflow()
            .then(
                scene.step(
                    "flaky",
                    context -> {
                      keys.add(context.idempotencyKey());
                      if (tries.incrementAndGet() < 3) {
                        throw new IOException("flaky");
                      }
                    }),
                THREE)
            .then(scene.step("two"))
            .run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(List.of("flaky", "flaky", "flaky", "two"), scene.log());
    assertEquals(Set.of(result.runId() + "/flaky"), keys);
  }

  @Test
  default void attemptsAreUsedUp_theLastFailureIsTheStepsOwn() {
    Scene scene = scene();
    AtomicInteger tries = new AtomicInteger();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .then(
                        scene.step(
                            "flaky",
                            context -> {
                              throw new IOException("flaky " + tries.incrementAndGet());
                            }),
                        THREE)
                    .run());
    assertEquals("step flaky failed: flaky 3", thrown.getMessage());
    assertEquals(List.of("flaky", "flaky", "flaky"), scene.log());
  }

  @Test
  default void withoutOptions_isTriedOnce() {
    Scene scene = scene();
    assertThrows(
        WorkflowFailedException.class,
        () -> workflow().then(scene.step("one", Scene.failing(new IOException("flaky")))).run());
    assertEquals(List.of("one"), scene.log());
  }

  @Test
  default void whatCannotGetBetter_isNotTriedAgain() {
    Scene scene = scene();
    Act sql = scene.step("sql", Scene.failing(new MigrationFailedException("syntax", "", null)));
    assertThrows(WorkflowFailedException.class, () -> workflow().then(sql, THREE).run());
    assertEquals(List.of("sql"), scene.log());
  }

  @Test
  default void timeout_tellsTheStepAndFailsItWithADeadline() throws Exception {
    Scene scene = scene();
    CountDownLatch told = new CountDownLatch(1);
    WorkflowResult result =
        workflow(patient())
            .then(
                scene.step(
                    "slow",
                    context -> {
                      context.cancel().onCancel(told::countDown);
                      scene.untilReleased(context);
                    }),
                StepOptions.defaults().withTimeout(SHORT))
            .then(scene.step("two"))
            .start()
            .await();
    assertTrue(told.await(30, TimeUnit.SECONDS));
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertEquals(List.of("slow Failed", "two Skipped"), Stage.outcomes(result));
    DeadlineException cause =
        assertInstanceOf(DeadlineException.class, Stage.cause(result, "slow"));
    assertEquals("it took longer than 1000 ms", cause.getMessage());
    assertTrue(cause.runLimit().isEmpty());
  }

  @Test
  default void attemptThatTimesOut_isFollowedByAnotherAndNeverJoined() {
    Scene scene = scene();
    AtomicInteger tries = new AtomicInteger();
    WorkflowResult result =
        workflow(patient())
            .then(
                scene.step(
                    "slow",
                    context -> {
                      if (tries.incrementAndGet() == 1) {
                        scene.untilReleased(context);
                      }
                    }),
                THREE.withTimeout(SHORT))
            .run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertTrue(scene.log().size() > 1, scene.log().toString());
    assertEquals(1, scene.mostAtOnce());
  }
}
