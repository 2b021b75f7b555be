package dev.neonflow.examples;

import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

// region listener
/** How long each step took, for a dashboard. */
final class SlowSteps implements WorkflowListener {

  private final Map<String, Long> millis = new ConcurrentHashMap<>();

  @Override
  public void on(WorkflowEvent event) { // returns soon: the run waits for it
    if (event instanceof WorkflowEvent.StepStarted started) {
      millis.put(started.stepId(), -started.at().toEpochMilli());
    } else if (event instanceof WorkflowEvent.StepCompleted done) {
      millis.merge(done.outcome().stepId(), done.at().toEpochMilli(), Long::sum);
    }
  }

  Map<String, Long> millis() {
    return Map.copyOf(millis);
  }
}
// end
