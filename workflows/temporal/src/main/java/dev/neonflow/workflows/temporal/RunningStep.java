package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.HostedStep;
import dev.neonflow.workflows.HostedStep.Attempted;
import dev.neonflow.workflows.WorkflowEvent;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.internal.json.KeptText;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.TimeoutFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A step that a worker does now. Its signs of life keep it from other workers, and their answers
 * say when it is to end. Thread-safe.
 */
final class RunningStep {

  private final HostedStep step;
  private final Life life;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  /**
   * Why it was told to stop.
   *
   * @param again whether a worker is to do it again
   */
  private record End(String why, boolean again) {}

  RunningStep(HostedStep step, Life life) {
    this.step = step;
    this.life = life;
  }

  /** What the step says of itself. */
  static final class Life implements WorkflowListener {
    private final ActivityExecutionContext context;
    private volatile String text = "";

    Life(ActivityExecutionContext context) {
      this.context = context;
    }

    @Override
    public void on(WorkflowEvent event) {
      if (event instanceof WorkflowEvent.StepProgress progress) {
        text = KeptText.of(progress.text());
      }
    }
  }

  /** After which silence the server takes it for lost. */
  long timeoutMillis() {
    return life.context.getInfo().getHeartbeatTimeout().toMillis();
  }

  /** Tells the server that it lives, and hears what the server wants. */
  void beat() {
    try {
      life.context.heartbeat(life.text);
    } catch (ActivityWorkerShutdownException e) {
      // The worker waits for its steps.
    } catch (ActivityCanceledException e) {
      if (e.getCause() instanceof TimeoutFailure) {
        giveUp("the server was not reached in time");
      } else {
        end(new End("the run is to end", false));
      }
    } catch (ActivityCompletionException e) {
      giveUp("the server does not want it done here now: " + e.getClass().getSimpleName());
    }
  }

  /** Ends it so that it is done again, unless it must not be aborted. */
  void giveUp(String why) {
    end(new End(why, true));
  }

  private void end(End asked) {
    if (end.compareAndSet(null, asked)) {
      // What the step does when it is cancelled may take its time.
      Thread thread = new Thread(() -> step.cancel(asked.why()), "neonflow-cancel");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Why what came of it does not count: it ended because it was given up. */
  Optional<String> givenUp(Attempted attempted) {
    End asked = end.get();
    return asked != null && asked.again() && attempted.cancelled()
        ? Optional.of(asked.why())
        : Optional.empty();
  }

  /** Whether it ends soon once it is told to. */
  boolean abortable() {
    return step.abortable();
  }
}
