package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.Engine;
import dev.neonflow.workflows.InvalidWorkflowException;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowRun;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs plans on Temporal. A run's id there is its key, so that a key has one run at a time however
 * many machines start them; {@link TemporalWorker}s do the steps. Immutable and thread-safe.
 */
public final class TemporalEngine implements Engine {

  /** How long a worker may be silent, if not given. */
  static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);

  /** Leaves room for outputs in the 2 MB that Temporal takes at once. */
  private static final int LONGEST_PLAN = 512 * 1024;

  private final WorkflowClient client;
  private final String taskQueue;
  private final Duration heartbeat;

  private TemporalEngine(WorkflowClient client, String taskQueue, Duration heartbeat) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.heartbeat = heartbeat;
  }

  /**
   * With this client, which stays the caller's to close.
   *
   * @param taskQueue where workers take runs from
   */
  public static TemporalEngine of(WorkflowClient client, String taskQueue) {
    return new TemporalEngine(client, taskQueue, HEARTBEAT);
  }

  /**
   * How long a worker may be silent before another one takes its step over; 30 seconds if not
   * given. A running step hears of a cancellation after that time at the latest.
   *
   * @throws PreconditionException if it is less than a second
   */
  public TemporalEngine heartbeat(Duration silence) {
    if (silence.compareTo(SHORTEST_HEARTBEAT) < 0) {
      throw PreconditionException.usage(
          "a worker cannot beat every " + silence, "give a second or more");
    }
    return new TemporalEngine(client, taskQueue, silence);
  }

  @Override
  public WorkflowRun start(Plan plan, RunId runId, List<WorkflowListener> listeners) {
    RunRequest request =
        new RunRequest(
            runId, Clock.systemUTC().instant(), Duration.ZERO, heartbeat, travelling(plan));
    TemporalRun run = new TemporalRun(client, taskQueue, plan, request, listeners);
    run.begin();
    return run;
  }

  private static String travelling(Plan plan) {
    String json = plan.toJson();
    long length = Payload.length(json);
    if (length > LONGEST_PLAN) {
      throw new InvalidWorkflowException(
          "the plan is " + length / 1024 + " KiB long; Temporal takes " + LONGEST_PLAN / 1024,
          "name files in the steps in place of what is in them",
          null);
    }
    return json;
  }

  /**
   * The run of a key that goes on, or else the last one, whichever process started it; also after
   * that process has died. To be asked for with the key of a workflow: {@code
   * workflow.plan().subject().key()}.
   *
   * @return empty if the server has kept none
   * @throws ConnectionLostException if the server does not answer
   * @throws PreconditionException if it refuses, for example because it does not know the namespace
   * @throws InvalidWorkflowException if its plan has a step that this process does not know
   */
  public Optional<WorkflowRun> find(String key) {
    return KeptRun.find(client, key)
        .map(
            kept -> {
              RunRequest request = kept.request();
              Plan plan = Plan.fromJson(request.plan());
              TemporalRun run = new TemporalRun(client, taskQueue, plan, request, List.of());
              run.follow(kept.stub());
              return run;
            });
  }
}
