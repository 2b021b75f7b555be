package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a run whose pull request is closed meanwhile. */
interface ClosedContract extends Stage {

  @Test
  default void closedBeforeAStep_isRemovedInPlaceOfTheRest() {
    Scene scene = scene();
    WorkflowResult result =
        ofPullRequest(scene.step("one", context -> scene.closePullRequest())).run();
    assertEquals(List.of("one", "remove-app", "remove-branch", "report"), scene.log());
    assertEquals(WorkflowStatus.CLOSED, result.status());
    assertEquals(WorkflowStatus.CLOSED, scene.reports().get(0).status());
    assertEquals(
        List.of(
            "one Succeeded",
            "two Skipped",
            "always Skipped",
            "remove-app Succeeded",
            "remove-branch Succeeded",
            "comment Succeeded"),
        Stage.outcomes(result));
  }

  @Test
  default void closedBeforeItBegins_isOnlyRemoved() {
    Scene scene = scene();
    scene.closePullRequest();
    WorkflowResult result = ofPullRequest(scene.step("one")).run();
    assertEquals(List.of("remove-app", "remove-branch", "report"), scene.log());
    assertEquals(WorkflowStatus.CLOSED, result.status());
  }

  @Test
  default void stillOpen_nothingIsRemovedAndTheRemovalHasNoOutcome() {
    Scene scene = scene();
    WorkflowResult result = ofPullRequest(scene.step("one")).run();
    assertEquals(List.of("one", "two", "always", "report"), scene.log());
    assertEquals(WorkflowStatus.SUCCEEDED, result.status());
    assertTrue(result.outcome("remove-app").isEmpty());
  }

  private TeardownWorkflow ofPullRequest(Act first) {
    Scene scene = scene();
    return neonflow()
        .teardown()
        .forPr(scene.pullRequest())
        .then(first)
        .then(scene.step("two"))
        .then(scene.step("always").always())
        .then(scene.step("remove-app").whenClosed())
        .then(scene.step("remove-branch").whenClosed())
        .comment(scene.reporter());
  }
}
