package dev.neonflow.workflows;

import java.util.Map;

/** Runs plans in this process. */
@SuppressWarnings("DoNotCallSuggester")
record Runner(java.util.List<WorkflowListener> listeners) {

  DryRun dryRun(Plan plan) {
    throw new UnsupportedOperationException();
  }

  WorkflowRun start(Plan plan, Map<String, StepBody> bodies) {
    throw new UnsupportedOperationException();
  }
}
