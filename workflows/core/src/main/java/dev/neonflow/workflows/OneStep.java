package dev.neonflow.workflows;

import java.time.Duration;
import java.util.Optional;

/** Runs the plans of the small clients, whose callers know nothing of steps. */
final class OneStep {

  /** Only ever reached to be waited for again. */
  private static final Duration AWHILE = Duration.ofHours(1);

  private OneStep() {}

  /** What a run put out; if it failed, what its step threw. */
  static <O extends Record> O run(Workflow<?> workflow, Key<O> key) {
    return succeeded(workflow.start().await()).get(key);
  }

  /**
   * The result of a run that removes something: an interrupt of this thread, even a later one, does
   * not cancel it, and the thread stays interrupted.
   */
  static WorkflowResult undisturbed(Workflow<?> workflow) {
    boolean interrupted = Thread.interrupted();
    try {
      WorkflowRun run = workflow.start();
      Optional<WorkflowResult> end = Optional.empty();
      while (end.isEmpty()) {
        try {
          end = run.await(AWHILE);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return succeeded(end.get());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The same result; if the run failed, what its step threw is thrown. */
  static WorkflowResult succeeded(WorkflowResult result) {
    try {
      return Failures.throwIfFailed(result);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }
}
