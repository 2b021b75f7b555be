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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run on the server, as this process follows it. It goes on if this process ends. */
final class TemporalRun implements WorkflowRun {

  private static final Logger log = LoggerFactory.getLogger(TemporalRun.class);

  private static final long LOOK_SECONDS = 1;

  /** For a run that nobody is told about. */
  private static final long SELDOM_SECONDS = 10;

  private final Plan plan;
  private final RunRequest request;
  private final TemporalTurn turn;
  private final RunEvents events;
  private final CompletableFuture<Stop> stopped = new CompletableFuture<>();
  private final RunEnd end = new RunEnd();
  private volatile @Nullable WorkflowStub started;

  /** Why the run is to end, if the server could not be told so yet. */
  private final AtomicReference<@Nullable String> untold = new AtomicReference<>();

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
      tell(stub, stopped.join().reason());
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
      throw ServerTrouble.of(
          e,
          "Temporal does not answer any more",
          "run " + request.runId() + " may go on there: find it again once its server answers");
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

  /** Does meanwhile what is to be done: tells listeners what happens, and the server to end. */
  private String json(WorkflowStub stub) {
    long look = events.isUnheard() ? SELDOM_SECONDS : LOOK_SECONDS;
    while (true) {
      try {
        return stub.getResult(look, TimeUnit.SECONDS, String.class);
      } catch (TimeoutException e) {
        String reason = untold.getAndSet(null);
        if (reason != null) {
          tell(stub, reason);
        }
        if (!events.isUnheard()) {
          progress(stub).ifPresent(events::progressed);
        }
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
    // In this order: whoever begins the run says it then, if nobody can say it now.
    stopped.complete(Stop.cancelled(reason));
    WorkflowStub stub = started;
    if (stub != null) {
      tell(stub, reason);
    }
  }

  /** If it cannot be told now, whoever follows the run tries again. */
  private void tell(WorkflowStub stub, String reason) {
    try {
      stub.signal(PlanWorkflow.CANCEL, reason);
    } catch (WorkflowNotFoundException e) {
      // It has ended.
    } catch (WorkflowServiceException e) {
      log.warn("{}: Temporal could not be told yet to end it", request.runId(), e);
      untold.set(reason);
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
