package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.HostedStep;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.internal.json.KeptText;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The signs of life of a worker's steps. Without them the server gives a step to another worker;
 * their answers say that a run was cancelled. Thread-safe.
 */
final class Beats implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "neonflow-beats");
            thread.setDaemon(true);
            return thread;
          });

  /** Beats until it is cancelled. */
  Future<?> begin(Beat beat, HostedStep step) {
    long every = Math.max(1, beat.timeoutMillis() / 4);
    return timer.scheduleAtFixedRate(() -> beat.send(step), every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One step's signs of life. */
  static final class Beat implements WorkflowListener {
    private final ActivityExecutionContext context;
    private volatile String text = "";

    Beat(ActivityExecutionContext context) {
      this.context = context;
    }

    long timeoutMillis() {
      return context.getInfo().getHeartbeatTimeout().toMillis();
    }

    @Override
    public void on(WorkflowEvent event) {
      if (event instanceof WorkflowEvent.StepProgress progress) {
        text = KeptText.of(progress.text());
      }
    }

    private void send(HostedStep step) {
      try {
        context.heartbeat(text);
      } catch (ActivityWorkerShutdownException e) {
        // The worker waits for its steps.
      } catch (ActivityCompletionException e) {
        step.cancel("the run is to end");
      }
    }
  }
}
