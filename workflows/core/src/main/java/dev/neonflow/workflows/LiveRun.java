package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.internal.KeyLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run in this process: asks the interpreter what is next, does it, tells the listeners. */
final class LiveRun implements WorkflowRun {

  /** When, after a cancellation, a report is told to stop. */
  static final Duration REPORT_UNTIL = Duration.ofMillis(4500);

  /** How long it may take to do so; then the run is over. */
  static final Duration REPORT_ABORT_WITHIN = Duration.ofSeconds(1);

  private static final String CANCELLED = "the run was cancelled";

  private final RunState state;
  private final Map<String, StepBody> bodies;
  private final Scheduler scheduler;
  private final KeyLock lock;
  private final CompletableFuture<WorkflowResult> done = new CompletableFuture<>();
  private final Object guard = new Object();

  private @Nullable String cancelReason;
  private @Nullable Attempts current;
  private boolean reporting;
  private boolean overdue;

  LiveRun(RunState state, Map<String, StepBody> bodies, Scheduler scheduler, KeyLock lock) {
    this.state = state;
    this.bodies = Map.copyOf(bodies);
    this.scheduler = scheduler;
    this.lock = lock;
  }

  void begin() {
    // A task catches whatever the run throws, so that those who wait always hear of its end.
    FutureTask<WorkflowResult> task =
        new FutureTask<>(this::drive) {
          @Override
          protected void done() {
            ended(this);
          }
        };
    new Thread(task, "neonflow-" + state.runId()).start();
  }

  private void ended(FutureTask<WorkflowResult> task) {
    lock.close();
    try {
      done.complete(task.get());
    } catch (InterruptedException | ExecutionException e) {
      done.completeExceptionally(Attempts.exception(e));
    }
  }

  @Override
  public RunId runId() {
    return state.runId();
  }

  @Override
  public void cancel(String reason) {
    Attempts running;
    boolean report;
    synchronized (guard) {
      if (cancelReason != null || done.isDone()) {
        return;
      }
      cancelReason = reason;
      running = current;
      report = reporting;
    }
    state.cancelled();
    var unused =
        scheduler.schedule(
            () -> {
              giveUpReports();
              return null;
            },
            REPORT_UNTIL.toNanos(),
            TimeUnit.NANOSECONDS);
    if (running != null && !report) {
      running.abort(reason, Attempt.ABORT_WITHIN);
    }
  }

  private void giveUpReports() {
    Attempts running;
    synchronized (guard) {
      overdue = true;
      running = current;
    }
    if (running != null) {
      running.abort(CANCELLED, REPORT_ABORT_WITHIN);
    }
  }

  @Override
  public WorkflowResult await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.get();
        } catch (InterruptedException e) {
          interrupted = true;
          cancel("the waiting thread was interrupted");
        } catch (ExecutionException e) {
          throw new IllegalStateException("the runner itself broke", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public Optional<WorkflowResult> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(done.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the runner itself broke", e.getCause());
    }
  }

  private WorkflowResult drive() {
    state.tell(new WorkflowEvent.RunStarted(state.now(), state.runId(), state.plan()));
    while (true) {
      Interpreter.Action action = state.next();
      if (action instanceof Interpreter.Run run) {
        completed(run(run.step()));
      } else if (action instanceof Interpreter.Skip skip) {
        completed(new StepOutcome.Skipped<>(skip.step().id(), skip.reason()));
      } else if (action instanceof Interpreter.Compensate undo) {
        StepOutcome<?> outcome = compensate(undo);
        state.happened(outcome);
        state.tell(new WorkflowEvent.StepCompensated(state.now(), outcome));
      } else if (action instanceof Interpreter.Finish finish) {
        WorkflowResult result = state.result(finish.status());
        state.tell(new WorkflowEvent.RunCompleted(state.now(), result));
        return result;
      }
    }
  }

  private void completed(StepOutcome<?> outcome) {
    state.happened(outcome);
    state.tell(new WorkflowEvent.StepCompleted(state.now(), outcome));
  }

  private StepOutcome<?> run(PlannedStep planned) {
    String id = planned.id();
    state.tell(new WorkflowEvent.StepStarted(state.now(), id, planned.describe()));
    Instant began = state.now();
    try {
      Record output =
          tried(planned, planned.options(), planned.runs() == Runs.REPORT, body(planned));
      return new StepOutcome.Succeeded<>(id, output, Duration.between(began, state.now()));
    } catch (InterruptedException e) {
      throw new IllegalStateException("somebody interrupted the run's own thread", e);
    } catch (Exception e) {
      return new StepOutcome.Failed<>(id, e, Duration.between(began, state.now()));
    }
  }

  private StepOutcome<?> compensate(Interpreter.Compensate undo) {
    String id = undo.step().id();
    Step<?> step = Objects.requireNonNull(undo.step().step(), id);
    try {
      tried(
          undo.step(),
          StepOptions.defaults(),
          false,
          cancel ->
              () -> {
                undo(step, undo.output(), new RunContext(state, id, cancel));
                return new StepBody.Done();
              });
      return new StepOutcome.Compensated<>(id);
    } catch (InterruptedException e) {
      throw new IllegalStateException("somebody interrupted the run's own thread", e);
    } catch (Exception e) {
      return new StepOutcome.CompensationFailed<>(id, e);
    }
  }

  private static <O extends Record> void undo(
      Step<O> step, @Nullable Record output, StepContext context) throws Exception {
    step.compensate(output == null ? null : step.output().type().cast(output), context);
  }

  private Function<CancelToken, Callable<Record>> body(PlannedStep planned) {
    Step<?> step = planned.step();
    if (step != null) {
      return cancel -> () -> step.run(new RunContext(state, planned.id(), cancel));
    }
    StepBody body = Objects.requireNonNull(bodies.get(planned.id()), planned.id());
    return cancel ->
        () -> {
          body.run(new RunContext(state, planned.id(), cancel));
          return new StepBody.Done();
        };
  }

  private Record tried(
      PlannedStep planned,
      StepOptions options,
      boolean report,
      Function<CancelToken, Callable<Record>> body)
      throws Exception {
    String id = planned.id();
    Attempts attempts =
        new Attempts(
            scheduler,
            "neonflow-" + id,
            options,
            body,
            (attempt, pause, cause) ->
                state.tell(new WorkflowEvent.StepRetried(state.now(), id, attempt, pause, cause)));
    boolean late;
    synchronized (guard) {
      current = attempts;
      reporting = report;
      late = report ? overdue : cancelReason != null;
    }
    if (late) {
      attempts.abort(CANCELLED, REPORT_ABORT_WITHIN);
    }
    try {
      return attempts.run();
    } finally {
      synchronized (guard) {
        current = null;
      }
    }
  }
}
