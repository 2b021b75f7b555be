package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts a thread that waits for a run once a step says something, and keeps the step there
 * until the run is cancelled because of that: a step that went on might be done before.
 *
 * @param waiting whom
 * @param beginning how what the step says begins
 */
record Interrupting(Thread waiting, String beginning) implements WorkflowListener {

  @Override
  public void on(WorkflowEvent event) {
    if (event instanceof WorkflowEvent.StepProgress progress
        && progress.text().startsWith(beginning)) {
      waiting.interrupt();
      awaitCancellation();
    }
  }

  private static void awaitCancellation() {
    try {
      var unused = new CountDownLatch(1).await(1, TimeUnit.MINUTES);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    }
  }
}
