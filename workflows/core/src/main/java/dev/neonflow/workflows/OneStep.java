package dev.neonflow.workflows;

/** Runs the plans of the small clients, whose callers know nothing of steps. */
final class OneStep {

  private OneStep() {}

  /** What the run put out; if it failed, what its step threw. */
  static <O extends Record> O run(Workflow<?> workflow, Key<O> key) {
    try {
      return workflow.run().get(key);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
