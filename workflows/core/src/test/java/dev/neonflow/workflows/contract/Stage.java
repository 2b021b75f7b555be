package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.CustomWorkflow;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowResult;
import java.util.List;

/** What each part of the contract works with. */
interface Stage {

  /** An entry point to the runner; see {@link RunnerContract#neonflow()}. */
  Neonflow neonflow();

  /**
   * The same for tests whose steps stop when they are told to; see {@link RunnerContract#patient}.
   */
  Neonflow patient();

  /** This test's own. */
  Scene scene();

  /** Whether plans run in this process; see {@link RunnerContract#inThisProcess()}. */
  boolean inThisProcess();

  /** Waits for the time between two attempts; see {@link RunnerContract#awaitPause}. */
  void awaitPause(String key) throws Exception;

  /** A workflow with a key that no other test has. */
  default CustomWorkflow workflow() {
    return workflow(neonflow());
  }

  /** The same, of this entry point. */
  default CustomWorkflow workflow(Neonflow entry) {
    return entry.workflow(scene().name());
  }

  /** What became of each step, such as {@code one Succeeded}. */
  static List<String> outcomes(WorkflowResult result) {
    return result.outcomes().stream().map(Stage::outcome).toList();
  }

  /** What became of a step. */
  static String outcome(StepOutcome<?> outcome) {
    return outcome.stepId() + " " + outcome.getClass().getSimpleName();
  }

  /** Why a step failed. */
  static Exception cause(WorkflowResult result, String stepId) {
    if (result.outcome(stepId).orElseThrow() instanceof StepOutcome.Failed<?> failed) {
      return failed.cause();
    }
    throw new AssertionError(stepId + " did not fail: " + outcomes(result));
  }
}
