package dev.neonflow.workflows;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a run's steps, one at a time, and can be told to stop at any time. Thread-safe. */
final class StepWork {

  /** When, after the end was asked for, a report is told to stop: before its process has to end. */
  static final Duration REPORT_UNTIL = Duration.ofSeconds(4);

  /** How long it may take to do so; then the run is over. */
  static final Duration REPORT_ABORT_WITHIN = Duration.ofMillis(300);

  /** How long an undo may take, together with waiting for steps that were left behind. */
  static final Duration UNDO_WITHIN = Duration.ofMinutes(10);

  /** How long an undo goes on after the end was asked for: half an undo helps nobody. */
  static final Duration UNDO_UNTIL = Duration.ofMillis(2500);

  /** How long it may take to stop then, so that there is time for a report. */
  static final Duration UNDO_ABORT_WITHIN = Duration.ofMillis(500);

  private final RunState state;
  private final Map<String, StepBody> bodies;
  private final Object guard = new Object();

  private @Nullable Stop stop;
  private @Nullable Attempts current;
  private Kind kind = Kind.WORK;
  private String name = "";
  private boolean overdue;
  private CompletableFuture<@Nullable Void> over = CompletableFuture.completedFuture(null);

  /** What becomes of the work that runs when the run is to end. */
  private enum Kind {
    /** It is aborted. */
    WORK,
    /** It is waited for. */
    LASTING,
    /** It may go on for a moment: half an undo leaves more to look after than a whole one. */
    UNDO,
    /** It may go on for a while. */
    REPORT
  }

  StepWork(RunState state, Map<String, StepBody> bodies) {
    this.state = state;
    this.bodies = Map.copyOf(bodies);
  }

  /** Whether what runs now ends soon once it is told to. */
  boolean abortable() {
    synchronized (guard) {
      return current == null || kind != Kind.LASTING;
    }
  }

  /** Done when nothing works any more, not even a step that was left behind. */
  CompletableFuture<@Nullable Void> over() {
    synchronized (guard) {
      return over;
    }
  }

  /** Ends what runs, unless it must not be aborted. Only the first call has a meaning. */
  void stop(Stop why) {
    Attempts running;
    Kind what;
    synchronized (guard) {
      if (stop != null) {
        return;
      }
      stop = why;
      running = current;
      what = kind;
    }
    if (running != null && what == Kind.LASTING) {
      if (running.last(why) != null) {
        state.news("not stopped: " + waitedFor() + " is waited for");
      }
      return;
    }
    after(REPORT_UNTIL, this::giveUpReports);
    if (running != null && what == Kind.WORK) {
      running.abort(why, Attempt.ABORT_WITHIN);
    } else if (running != null && what == Kind.UNDO) {
      after(UNDO_UNTIL, () -> running.abort(why, UNDO_ABORT_WITHIN));
    }
  }

  private String waitedFor() {
    synchronized (guard) {
      return "a running " + name + (state.plan().subject().isProduction() ? " of production" : "");
    }
  }

  private void after(Duration time, Runnable action) {
    var unused =
        state
            .tools()
            .scheduler()
            .schedule(
                () -> {
                  action.run();
                  return null;
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  private void giveUpReports() {
    Attempts running;
    Stop why;
    synchronized (guard) {
      overdue = true;
      running = current;
      why = stop;
    }
    if (running != null && why != null) {
      running.abort(why, REPORT_ABORT_WITHIN);
    }
  }

  StepOutcome<?> run(PlannedStep planned) {
    String id = planned.id();
    state.tell(new WorkflowEvent.StepStarted(state.now(), id, planned.describe()));
    Instant began = state.now();
    try {
      Record output = tried(id, kind(planned), planned.options(), body(planned));
      return new StepOutcome.Succeeded<>(id, output, Duration.between(began, state.now()));
    } catch (InterruptedException e) {
      throw new IllegalStateException("somebody interrupted the run's own thread", e);
    } catch (Exception e) {
      return new StepOutcome.Failed<>(id, e, Duration.between(began, state.now()));
    }
  }

  private Kind kind(PlannedStep planned) {
    if (planned.runs() == Runs.REPORT) {
      return Kind.REPORT;
    }
    Step<?> step = planned.step();
    return step == null || step.abortable(state.plan().subject()) ? Kind.WORK : Kind.LASTING;
  }

  StepOutcome<?> compensate(PlannedStep planned, @Nullable Record output) {
    String id = planned.id();
    Step<?> step = Objects.requireNonNull(planned.step(), id);
    CompletableFuture<@Nullable Void> before = over();
    try {
      tried(
          id,
          Kind.WORK,
          StepOptions.defaults().withTimeout(UNDO_WITHIN),
          cancel ->
              () -> {
                // What was left behind could make anew what is undone.
                before.get();
                beginUndo(cancel);
                undo(step, output, new RunContext(state, id, cancel));
                return new StepBody.Done();
              });
      return new StepOutcome.Compensated<>(id);
    } catch (InterruptedException e) {
      throw new IllegalStateException("somebody interrupted the run's own thread", e);
    } catch (Exception e) {
      return new StepOutcome.CompensationFailed<>(id, e);
    }
  }

  /** Up to here it may be aborted, and from here on it is not at once. */
  private void beginUndo(CancelToken cancel) throws Exception {
    synchronized (guard) {
      if (stop != null) {
        throw stop.explained(null);
      }
      cancel.throwIfCancelled();
      kind = Kind.UNDO;
    }
  }

  /** Asks something between two steps; the answer is a record. */
  Record ask(String name, Duration atMost, Callable<Record> question) throws Exception {
    return tried(name, Kind.WORK, StepOptions.defaults().withTimeout(atMost), cancel -> question);
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
      String id, Kind what, StepOptions options, Function<CancelToken, Callable<Record>> body)
      throws Exception {
    Attempts attempts =
        new Attempts(
            state.tools().scheduler(),
            "neonflow-" + id,
            options,
            body,
            (attempt, pause, cause) ->
                state.tell(new WorkflowEvent.StepRetried(state.now(), id, attempt, pause, cause)));
    Stop late;
    synchronized (guard) {
      current = attempts;
      kind = what;
      name = id;
      late = what != Kind.REPORT || overdue ? stop : null;
    }
    if (late != null) {
      attempts.abort(late, REPORT_ABORT_WITHIN);
    }
    try {
      return attempts.run();
    } finally {
      boolean waited;
      synchronized (guard) {
        current = null;
        over = CompletableFuture.allOf(over, attempts.over());
        waited = what == Kind.LASTING && stop != null;
      }
      if (waited) {
        after(REPORT_UNTIL, this::giveUpReports);
      }
    }
  }
}
