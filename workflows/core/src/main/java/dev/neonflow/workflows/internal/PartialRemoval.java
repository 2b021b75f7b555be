package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Removal;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepOutcome;
import java.util.List;

/** A run that removed something and could not remove something else. */
final class PartialRemoval {

  private PartialRemoval() {}

  /** Whether nothing but removals failed, and another one removed what was there. */
  static boolean isOne(Plan plan, List<StepOutcome<?>> history) {
    boolean removed = false;
    for (StepOutcome<?> outcome : history) {
      if (outcome instanceof StepOutcome.Failed && !isRemovalOrReport(plan, outcome.stepId())) {
        return false;
      }
      removed |= outcome.output().filter(PartialRemoval::existed).isPresent();
    }
    return removed;
  }

  private static boolean existed(Record output) {
    return output instanceof Removal removal && removal.existed();
  }

  private static boolean isRemovalOrReport(Plan plan, String id) {
    PlannedStep planned = plan.step(id).orElseThrow();
    Step<?> step = planned.step();
    return planned.runs() == Runs.REPORT || (step != null && Removal.isOutputOf(step));
  }
}
