package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neonflow.workflows.DeadlineException;
import dev.neonflow.workflows.FailurePolicy;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import dev.neonflow.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a run that takes longer than it may. */
interface DeadlineContract extends Stage {

  /** Long enough for a run to begin, and no more. */
  Duration LIMIT = Duration.ofSeconds(2);

  @Test
  default void runThatTakesLonger_failsWithADeadlineAndIsReported() {
    Scene scene = scene();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class,
            () ->
                workflow()
                    .within(LIMIT)
                    .onFailure(FailurePolicy.COMPENSATE)
                    .then(scene.step("slow", scene::untilReleased))
                    .then(scene.step("never"))
                    .report(scene.reporter())
                    .run());
    WorkflowResult result = thrown.result();
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertDeadline(thrown.getCause());
    assertEquals("report", scene.log().get(scene.log().size() - 1), "nothing is undone any more");
    assertFalse(scene.log().contains("never"));
    assertEquals(WorkflowStatus.FAILED, scene.reports().get(0).status());
  }

  @Test
  default void waitingForAnotherRun_counts() throws Exception {
    Scene scene = scene();
    Neonflow entry = neonflow();
    WorkflowRun first = workflow(entry).then(scene.step("one", scene::untilReleased)).start();
    scene.awaitBegun("one");
    WorkflowResult result =
        workflow(entry)
            .within(Duration.ofMillis(500))
            .onConflict(OnConflict.WAIT)
            .then(scene.step("two"))
            .report(scene.reporter())
            .start()
            .await();
    assertEquals(WorkflowStatus.FAILED, result.status());
    assertInstanceOf(DeadlineException.class, result.failure().orElseThrow());
    scene.release();
    assertEquals(WorkflowStatus.SUCCEEDED, first.await().status());
    assertEquals(List.of("one"), scene.log(), "the report is the other run's");
  }

  @Test
  default void runThatIsInTime_isNotTouched() {
    WorkflowResult result = workflow().within(Duration.ofHours(1)).then(scene().step("one")).run();
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertEquals(Optional.empty(), result.failure());
  }

  private static void assertDeadline(Throwable failure) {
    DeadlineException deadline = assertInstanceOf(DeadlineException.class, failure);
    assertEquals("the run took longer than 2s", deadline.getMessage());
    assertEquals(Optional.of(LIMIT), deadline.runLimit());
  }
}
