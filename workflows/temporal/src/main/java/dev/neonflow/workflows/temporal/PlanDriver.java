package dev.neonflow.workflows.temporal;

import dev.neonflow.workflows.Plan;
import dev.neonflow.workflows.PlannedStep;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.RunLog;
import dev.neonflow.workflows.Runs;
import dev.neonflow.workflows.Step;
import dev.neonflow.workflows.StepCall;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.Stop;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.internal.Interpreter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks the interpreter what is next and has a worker do it. Only time comes from Temporal. */
public final class PlanDriver implements PlanWorkflow {

  /** Leaves room for failures and reports in the 2 MB that Temporal takes at once. */
  private static final int LONGEST_LOG = 1536 * 1024;

  /** Since when a run that is to end tells an undo so. */
  private static final String UNDO_ENDS = "undo-ends";

  private @Nullable RunLog log;
  private @Nullable Stop early;
  private @Nullable PlannedStep running;
  private @Nullable CancellationScope scope;
  private boolean undoing;
  private Duration heartbeat = TemporalEngine.HEARTBEAT;

  /** For Temporal, which makes one for each run. */
  public PlanDriver() {}

  @Override
  public String run(String json) {
    RunRequest request = RunRequest.fromJson(json);
    heartbeat = request.heartbeat();
    log = begun(request);
    var unusedCancel =
        CancellationScope.current()
            .getCancellationRequest()
            .thenApply(reason -> end(Stop.cancelled(reason == null ? "cancelled" : reason)));
    // What ends the run ends single steps, not the workflow, which has reports to make.
    Workflow.newDetachedCancellationScope(
            () -> {
              limit(request);
              drive();
            })
        .run();
    return ended();
  }

  @Override
  public void cancel(String reason) {
    end(Stop.cancelled(reason));
  }

  @Override
  public String progress() {
    RunLog now = logged();
    PlannedStep step = running;
    return new RunProgress(
            now.status(),
            step == null ? null : step.id(),
            step == null || abortable(step),
            now.toJson())
        .toJson();
  }

  /** A signal may come before the run itself begins. */
  private RunLog begun(RunRequest request) {
    RunLog begin = RunLog.begin(Plan.fromJson(request.plan()), request.runId(), asked(request));
    return early == null ? begin : begin.ending(early);
  }

  /** By the server's clock: those of several machines are not compared. */
  private static Instant asked(RunRequest request) {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis())
        .minus(request.waited());
  }

  private RunLog logged() {
    return Objects.requireNonNull(log, "the run has not begun");
  }

  private void limit(RunRequest request) {
    Duration within = logged().plan().policies().within();
    if (within != null) {
      Duration left = within.minus(Duration.between(asked(request), now()));
      var unused =
          Workflow.newTimer(left.isNegative() ? Duration.ZERO : left)
              .thenApply(nothing -> end(Stop.deadline(within)));
    }
  }

  private boolean end(Stop why) {
    RunLog now = log;
    if (now == null) {
      early = why;
      return true;
    }
    log = now.ending(why);
    PlannedStep step = running;
    CancellationScope work = scope;
    if (work != null && (undoing ? endsUndo() : step != null && abortable(step))) {
      work.cancel(why.reason());
    }
    return true;
  }

  /** Runs of the release before this one let an undo go on to its end, whatever happened. */
  private static boolean endsUndo() {
    return Workflow.getVersion(UNDO_ENDS, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** Reports are made, and some steps are waited for, whatever happens to the run. */
  private boolean abortable(PlannedStep planned) {
    return planned.runs() != Runs.REPORT && step(planned).abortable(logged().plan().subject());
  }

  private static Step<?> step(PlannedStep planned) {
    return Objects.requireNonNull(planned.step(), planned.id());
  }

  private void drive() {
    while (true) {
      Interpreter.Action action = logged().next();
      if (action instanceof Interpreter.Run run) {
        run(run.step());
      } else if (action instanceof Interpreter.Skip skip) {
        log = logged().plus(new StepOutcome.Skipped<>(skip.step().id(), skip.reason()));
      } else if (action instanceof Interpreter.Compensate undo) {
        undo(undo.step());
      } else {
        return;
      }
    }
  }

  private void run(PlannedStep planned) {
    Instant began = now();
    running = planned;
    try {
      String told = call(planned, false);
      log =
          told.equals(StepActivity.CLOSED)
              ? logged().pullRequestClosed()
              : fitting(planned, logged().plus(told), began);
    } catch (ActivityFailure e) {
      log = failed(planned, e, Duration.between(began, now()));
    } finally {
      running = null;
    }
  }

  /** What a step put out is not kept if the run could not travel with it any more. */
  private RunLog fitting(PlannedStep planned, RunLog next, Instant began) {
    if (Payload.length(next.toJson()) <= LONGEST_LOG) {
      return next;
    }
    PreconditionException tooMuch =
        PreconditionException.state(
            "the steps up to here put out more than Temporal keeps, "
                + (LONGEST_LOG / 1024)
                + " KiB with the plan",
            "have steps put out where things are in place of the things",
            null);
    return logged()
        .plus(new StepOutcome.Failed<>(planned.id(), tooMuch, Duration.between(began, now())));
  }

  private void undo(PlannedStep planned) {
    undoing = true;
    try {
      String told = call(planned, true);
      log = logged().plus(told);
    } catch (ActivityFailure e) {
      String told = StepFailures.outcome(e);
      log =
          told == null
              ? logged().plus(new StepOutcome.CompensationFailed<>(planned.id(), silent(e)))
              : logged().plus(told);
    } finally {
      undoing = false;
    }
  }

  private String call(PlannedStep planned, boolean undo) {
    String call = new StepCall(planned.id(), undo, logged()).toJson();
    String type = StepActivity.type(step(planned), undo);
    AtomicReference<@Nullable Promise<String>> promise = new AtomicReference<>();
    CancellationScope work =
        Workflow.newCancellationScope(
            () ->
                promise.set(
                    Workflow.newUntypedActivityStub(StepActivity.options(planned, undo, heartbeat))
                        .executeAsync(type, String.class, call)));
    scope = work;
    work.run();
    return Objects.requireNonNull(promise.get(), "a promise").get();
  }

  private RunLog failed(PlannedStep planned, ActivityFailure e, Duration took) {
    String told = StepFailures.outcome(e);
    if (told != null) {
      return logged().plus(told);
    }
    return logged().plus(new StepOutcome.Failed<>(planned.id(), silent(e), took));
  }

  /** Why a worker told nothing. */
  private Exception silent(ActivityFailure e) {
    Stop stop = logged().stop();
    return stop != null && (e.getCause() instanceof CanceledFailure || StepFailures.givenUp(e))
        ? stop.explained(null)
        : StepFailures.lost(e);
  }

  /**
   * The server shows a run that did not succeed as failed: it keeps no result of a cancelled one.
   */
  private String ended() {
    String json = logged().toJson();
    WorkflowResult result = logged().result(now());
    return switch (result.status()) {
      case SUCCEEDED, DONE_WITH_LEFTOVERS, CLOSED -> json;
      case CANCELLED, FAILED ->
          throw ApplicationFailure.newNonRetryableFailure(
              message(result), result.status().name(), json);
    };
  }

  private static String message(WorkflowResult result) {
    return result.failure().map(Exception::getMessage).orElse("");
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
