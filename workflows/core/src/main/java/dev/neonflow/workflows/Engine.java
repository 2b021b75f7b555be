package dev.neonflow.workflows;

import java.util.List;

/**
 * Where runs take place if not in this process: an engine that keeps what happened, and may go on
 * on another machine. It drives a {@link RunLog} and has a {@link StepHost} do the steps. It keeps
 * two runs of a key apart and obeys {@link Policies} itself. Thread-safe.
 */
public interface Engine {

  /**
   * Begins a run, or begins to wait for the key.
   *
   * @param plan its steps are records
   * @param runId which run; a rerun has another
   * @param listeners told what this process learns of the run
   * @throws InvalidWorkflowException if the plan cannot travel, naming the step
   * @throws LockHeldException if another run of the key goes on and this one is not to wait
   */
  WorkflowRun start(Plan plan, RunId runId, List<WorkflowListener> listeners);
}
