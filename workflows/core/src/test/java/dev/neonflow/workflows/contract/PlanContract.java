package dev.neonflow.workflows.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.WorkflowFailedException;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowStatus;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What travels, what does not, and what is refused before anything runs. */
interface PlanContract extends Stage {

  @Test
  default void planReadBack_runsAsItsWorkflowDidUnderAnotherId() {
    Scene scene = scene();
    Neonflow entry = neonflow();
    CustomWorkflow workflow =
        workflow(entry)
            .then(scene.step("one"))
            .then(scene.step("two").needing("one"))
            .report(scene.reporter());
    WorkflowResult before = workflow.run();
    Plan plan = Plan.fromJson(workflow.plan().toJson());
    WorkflowResult after = entry.run(plan);
    assertEquals(List.of("one", "two", "report", "one", "two", "report"), scene.log());
    assertEquals(plan, after.plan());
    assertEquals(Stage.outcomes(before), Stage.outcomes(after));
    assertEquals(new Note("by two"), after.get(Note.of("two")));
    assertNotEquals(before.runId(), after.runId());
  }

  @Test
  default void planReadBackThatFails_throws() {
    Scene scene = scene();
    Plan plan = workflow().then(scene.step("one", Scene.failing(new IOException("no")))).plan();
    WorkflowFailedException thrown =
        assertThrows(
            WorkflowFailedException.class, () -> neonflow().run(Plan.fromJson(plan.toJson())));
    assertEquals("step one failed: no", thrown.getMessage());
  }

  @Test
  default void forgottenStep_isRefusedBeforeAnythingRuns() {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow().then(scene.step("one")).then(scene.step("two").needing("zero"));
    InvalidWorkflowException refused =
        assertThrows(InvalidWorkflowException.class, workflow::start);
    assertTrue(refused.getMessage().contains("two needs zero"), refused.getMessage());
    assertEquals(List.of(), scene.log());
  }

  @Test
  default void lambda_runsInThisProcessOrIsRefusedByName() {
    Scene scene = scene();
    CustomWorkflow workflow =
        workflow().then(scene.step("one")).then("seed", context -> scene.note("seed"));
    if (inThisProcess()) {
      assertEquals(WorkflowStatus.SUCCEEDED, workflow.run().status());
      assertEquals(List.of("one", "seed"), scene.log());
    } else {
      InvalidWorkflowException refused =
          assertThrows(InvalidWorkflowException.class, workflow::start);
      assertTrue(refused.getMessage().contains("step seed"), refused.getMessage());
      assertEquals(List.of(), scene.log());
    }
  }

  @Test
  default void outputWithoutAFormInJson_isOfUseInThisProcessOnly() {
    Scene scene = scene();
    WorkflowResult result = workflow().then(new Unkept()).then(scene.step("two")).start().await();
    if (inThisProcess()) {
      assertEquals(List.of("unkept Succeeded", "two Succeeded"), Stage.outcomes(result));
      assertTrue(result.find(Unkept.HANDLE).isPresent());
    } else {
      assertEquals(List.of("unkept Failed", "two Skipped"), Stage.outcomes(result));
      Exception cause = Stage.cause(result, "unkept");
      assertInstanceOf(PreconditionException.class, cause);
      assertTrue(
          String.valueOf(cause.getMessage()).startsWith("an output cannot be kept"),
          cause.toString());
    }
  }
}
