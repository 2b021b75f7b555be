package dev.neonflow.crash;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.Workflow;
import dev.neonflow.workflows.WorkflowEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a workflow up to a moment, says so on standard output, and waits there to be killed. */
public final class Victim {

  /** Where in a step the run is killed. */
  enum Moment {
    STARTED,
    PROGRESSED,
    COMPLETED
  }

  /** Arguments: directory, API base, project id, workflow, step id, moment. */
  public static void main(String[] args) throws Exception {
    Workspace workspace =
        new Workspace(
            Path.of(args[0]), URI.create(args[1]), System.getenv("NEON_API_KEY"), args[2]);
    Moment moment = Moment.valueOf(args[5]);
    try (Neon neon = workspace.neon()) {
      Workflow<?> workflow = args[3].equals("up") ? workspace.up(neon) : workspace.down(neon);
      workflow.listener(event -> waitIfReached(event, args[4], moment)).run();
    }
    System.out.println("ended");
  }

  private static void waitIfReached(WorkflowEvent event, String stepId, Moment moment) {
    boolean reached =
        switch (moment) {
          case STARTED ->
              event instanceof WorkflowEvent.StepStarted started && started.stepId().equals(stepId);
          case PROGRESSED ->
              event instanceof WorkflowEvent.StepProgress progress
                  && progress.stepId().equals(stepId);
          case COMPLETED ->
              event instanceof WorkflowEvent.StepCompleted completed
                  && completed.outcome().stepId().equals(stepId);
        };
    if (reached) {
      System.out.println("reached");
      System.out.flush();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Victim() {}
}
