package dev.neonflow.workflows;

/**
 * Told what a run does while it does it. Calls come one at a time, from threads of the run; one
 * that throws is logged and changes nothing.
 */
@FunctionalInterface
public interface WorkflowListener {

  /** Something happened. Returns soon: the run waits. */
  void on(WorkflowEvent event);
}
