package dev.neonflow.workflows;

/** Runs the plans of the small clients, whose callers know nothing of steps. */
final class OneStep {

  private OneStep() {}

  /** What a run put out; if it failed, what its step threw. */
  static <O extends Record> O run(Workflow<?> workflow, Key<O> key) {
    return await(workflow.start(), key);
  }

  /** The same of a run that has begun. */
  static <O extends Record> O await(WorkflowRun run, Key<O> key) {
    try {
      return Failures.throwIfFailed(run.await()).get(key);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
