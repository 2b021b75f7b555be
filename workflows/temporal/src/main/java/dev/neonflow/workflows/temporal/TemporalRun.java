package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.RunEnd;
import dev.neonflow.workflows.RunId;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.Stop;
import dev.neonflow.workflows.WorkflowListener;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.WorkflowRun;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run on the server, as this process follows it. It goes on if this process ends. */
final class TemporalRun implements WorkflowRun {

  private static final long LOOK_SECONDS = 1;

  private final Plan plan;
  private final RunRequest request;
  private final TemporalTurn turn;
  private final RunEvents events;
  private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
  private final RunEnd end = new RunEnd();
  private volatile @Nullable WorkflowStub started;

  TemporalRun(
      WorkflowClient client,
      String taskQueue,
      Plan plan,
      RunRequest request,
      List<WorkflowListener> listeners) {
    this.plan = plan;
    this.request = request;
    this.turn = new TemporalTurn(client, taskQueue, plan, request, stopped);
    this.events = new RunEvents(plan, request.runId(), listeners);
  }

  /**
   * Begins, or begins to wait.
   *
   * @throws dev.neonflow.workflows.LockHeldException if another run goes on and this one is not to
   *     wait
   */
  void begin() {
    started = turn.enter();
    follow();
  }

  /** Follows a run that somebody has begun. */
  void follow(WorkflowStub begun) {
    started = begun;
    follow();
  }

  private void follow() {
    // A task catches whatever is thrown, so that those who wait always hear of the end.
    FutureTask<WorkflowResult> task =
        new FutureTask<>(this::followed) {
          @Override
          protected void done() {
            end.reached(this);
          }
        };
    Thread thread = new Thread(task, "neonflow-" + request.runId());
    thread.setDaemon(true);
    thread.start();
  }

  private WorkflowResult followed() {
    WorkflowStub stub = started;
    if (stub == null) {
      limitWaiting();
      stub = turn.await(events::news);
      started = stub;
    }
    if (stub == null) {
      Stop why = stopped.join();
      RunLog log = RunLog.begin(plan, request.runId(), request.asked()).ending(why);
      return events.completed(log.neverBegan(why.reason()));
    }
    events.started();
    if (stopped.isDone()) {
      cancel(stub, stopped.join());
    }
    return events.completed(result(stub));
  }

  private void limitWaiting() {
    Duration within = plan.policies().within();
    if (within != null) {
      var unused =
          stopped.completeOnTimeout(
              Stop.deadline(within), within.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private RunLog result(WorkflowStub stub) {
    try {
      return RunLog.fromJson(json(stub));
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof ApplicationFailure told && told.getDetails().getSize() > 0) {
        return RunLog.fromJson(told.getDetails().get(0, String.class));
      }
      // Somebody cancelled it on the server, which keeps no result then; its history tells.
      if (e.getCause() instanceof CanceledFailure) {
        return progress(stub)
            .map(progress -> RunLog.fromJson(progress.log()))
            .orElseThrow(() -> lost(e));
      }
      throw lost(e);
    } catch (WorkflowServiceException e) {
      throw new ConnectionLostException(
          "Temporal does not answer any more: " + TemporalTurn.why(e),
          "run " + request.runId() + " may go on there: find it again once its server answers",
          e);
    } catch (WorkflowException e) {
      throw lost(e);
    }
  }

  private ConnectionLostException lost(WorkflowException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new ConnectionLostException(
        "run " + request.runId() + " was ended on Temporal: " + cause.getMessage(),
        "look at workflow " + plan.subject().key() + " in Temporal, then run again",
        e);
  }

  /** Tells listeners what happens meanwhile, if there are some. */
  private String json(WorkflowStub stub) {
    if (events.isUnheard()) {
      return stub.getResult(String.class);
    }
    while (true) {
      try {
        return stub.getResult(LOOK_SECONDS, TimeUnit.SECONDS, String.class);
      } catch (TimeoutException e) {
        progress(stub).ifPresent(events::progressed);
      }
    }
  }

  /** Empty if no worker answers now. */
  private static Optional<RunProgress> progress(WorkflowStub stub) {
    try {
      String json = stub.query(PlanWorkflow.PROGRESS, String.class);
      return Optional.of(RunProgress.fromJson(json));
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  @Override
  public RunId runId() {
    return request.runId();
  }

  @Override
  public void cancel(String reason) {
    Stop why = Stop.cancelled(reason);
    WorkflowStub stub = started;
    if (stopped.complete(why) && stub != null) {
      cancel(stub, why);
    }
  }

  private static void cancel(WorkflowStub stub, Stop why) {
    try {
      stub.signal(PlanWorkflow.CANCEL, why.reason());
    } catch (WorkflowNotFoundException e) {
      // It has ended.
    } catch (WorkflowServiceException e) {
      throw TemporalTurn.unreachable(e);
    }
  }

  @Override
  public boolean abortable() {
    WorkflowStub stub = started;
    return end.isReached()
        || stub == null
        || progress(stub).map(RunProgress::abortable).orElse(false);
  }

  @Override
  public WorkflowResult await() {
    return end.await(this::cancel);
  }

  @Override
  public Optional<WorkflowResult> await(Duration atMost) throws InterruptedException {
    return end.await(atMost);
  }
}
