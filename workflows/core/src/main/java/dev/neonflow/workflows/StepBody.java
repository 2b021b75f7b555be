package dev.neonflow.workflows;

/**
 * A step written as a lambda. It runs in this process only: its plan prints but does not travel.
 */
@FunctionalInterface
public interface StepBody {

  /** Does the work. */
  void run(StepContext context) throws Exception;

  /** What a lambda puts out: nothing. */
  record Done() {}
}
