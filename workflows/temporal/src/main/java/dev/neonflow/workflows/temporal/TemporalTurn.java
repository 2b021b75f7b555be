package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.LockHeldException;
import dev.neonflow.workflows.OnConflict;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.Stop;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a run gets its key: the server lets one run of a workflow id go on at a time. */
final class TemporalTurn {

  private static final String RUN = "neonflow-run";
  private static final String ASKED = "neonflow-asked";

  /** After its own limit a run may still report; then the server ends it. */
  private static final Duration TO_REPORT = Duration.ofMinutes(30);

  private final WorkflowClient client;
  private final String taskQueue;
  private final Plan plan;
  private final RunRequest request;
  private final CompletableFuture<Stop> stopped;
  private final long since = System.nanoTime();

  TemporalTurn(
      WorkflowClient client,
      String taskQueue,
      Plan plan,
      RunRequest request,
      CompletableFuture<Stop> stopped) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.plan = plan;
    this.request = request;
    this.stopped = stopped;
  }

  /**
   * Starts the run if the key is free.
   *
   * @throws LockHeldException if it is not, and this run is not to wait
   */
  @Nullable WorkflowStub enter() {
    try {
      return start();
    } catch (WorkflowExecutionAlreadyStarted e) {
      if (plan.policies().onConflict() == OnConflict.FAIL) {
        throw new LockHeldException(
            run(other(e)) + " works on " + plan.subject().key() + " now",
            LockHeldException.WAY_OUT,
            e);
      }
      return null;
    }
  }

  /**
   * Starts the run once the key is free; null if it is to end before that.
   *
   * @param tell is told once whom it waits for
   */
  @Nullable WorkflowStub await(Consumer<String> tell) {
    boolean told = false;
    while (!stopped.isDone()) {
      try {
        return start();
      } catch (WorkflowExecutionAlreadyStarted e) {
        WorkflowStub other = other(e);
        if (!told) {
          tell.accept("waiting: " + run(other) + " works on " + plan.subject().key());
          told = true;
        }
        if (plan.policies().onConflict() == OnConflict.SUPERSEDE && !supersede(other)) {
          stopped.complete(Stop.cancelled("superseded by " + run(other)));
          return null;
        }
        CompletableFuture.anyOf(
                other.getResultAsync(String.class).handle((json, error) -> true), stopped)
            .join();
      }
    }
    return null;
  }

  private WorkflowStub start() {
    WorkflowStub stub = client.newUntypedWorkflowStub(PlanWorkflow.TYPE, options());
    try {
      Duration waited = Duration.ofNanos(System.nanoTime() - since);
      stub.start(request.after(waited).toJson());
    } catch (WorkflowExecutionAlreadyStarted e) {
      throw e;
    } catch (WorkflowServiceException e) {
      throw ServerTrouble.of(e);
    }
    return stub;
  }

  private WorkflowOptions options() {
    WorkflowOptions.Builder options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(plan.subject().key())
            .setTaskQueue(taskQueue)
            .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setMemo(Map.of(RUN, request.runId().value(), ASKED, request.asked().toString()));
    Duration within = plan.policies().within();
    return within == null || !isAbortable()
        ? options.build()
        : options.setWorkflowExecutionTimeout(within.plus(TO_REPORT)).build();
  }

  /** Whether no step is waited for, however long it takes: the server would end it unseen. */
  private boolean isAbortable() {
    return plan.steps().stream()
        .map(PlannedStep::step)
        .allMatch(step -> step == null || step.abortable(plan.subject()));
  }

  /** Cancels the other run; false if it was asked for later than this one, and so wins. */
  private boolean supersede(WorkflowStub other) {
    Instant asked = memo(other, ASKED).map(Instant::parse).orElse(Instant.MIN);
    if (asked.isAfter(request.asked())) {
      return false;
    }
    try {
      other.signal(PlanWorkflow.CANCEL, "superseded by run " + request.runId());
    } catch (WorkflowNotFoundException e) {
      // It ended by itself.
    } catch (WorkflowServiceException e) {
      throw ServerTrouble.of(e);
    }
    return true;
  }

  private WorkflowStub other(WorkflowExecutionAlreadyStarted e) {
    return KeptRun.stub(client, e.getExecution());
  }

  private static String run(WorkflowStub other) {
    return memo(other, RUN).map(id -> "run " + id).orElse("another run");
  }

  private static Optional<String> memo(WorkflowStub other, String key) {
    try {
      return Optional.ofNullable(other.describe().getMemo(key, String.class, String.class));
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    } catch (WorkflowServiceException e) {
      throw ServerTrouble.of(e);
    }
  }
}
