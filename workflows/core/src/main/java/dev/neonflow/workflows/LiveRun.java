package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.CancelSource;
import dev.neonflow.workflows.internal.Interpreter;
import dev.neonflow.workflows.internal.Locks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A run in this process: asks the interpreter what is next, does it, tells the listeners. */
final class LiveRun implements WorkflowRun {

  private final RunState state;
  private final StepWork work;
  private final Doorkeeper doorkeeper;
  private final Turn turn;
  private final CancelSource waiting = new CancelSource();
  private final RunEnd end = new RunEnd();

  private @Nullable Stop stop;

  LiveRun(
      RunState state,
      Map<String, StepBody> bodies,
      Doorkeeper doorkeeper,
      Turns turns,
      Locks locks) {
    this.state = state;
    this.work = new StepWork(state, bodies);
    this.doorkeeper = doorkeeper;
    this.turn = new Turn(turns, locks, state.tools().scheduler(), state.plan(), this);
  }

  /**
   * Begins, or begins to wait for its turn.
   *
   * @throws LockHeldException if another run of the key goes on and this one is not to wait
   */
  void begin() {
    boolean entered = turn.enter();
    boolean begun = false;
    try {
      begin(entered);
      begun = true;
    } finally {
      if (!begun) {
        turn.close();
      }
    }
  }

  private void begin(boolean entered) {
    Future<?> limit = limit();
    // A task catches whatever the run throws, so that those who wait always hear of its end.
    FutureTask<WorkflowResult> task =
        new FutureTask<>(() -> entered ? drive() : waitAndDrive()) {
          @Override
          protected void done() {
            limit.cancel(false);
            // A step that was left behind still works on the key.
            var unused = work.over().whenComplete((nothing, error) -> turn.close());
            end.reached(this);
          }
        };
    new Thread(task, "neonflow-" + state.runId()).start();
  }

  private Future<?> limit() {
    Duration within = state.plan().policies().within();
    if (within == null) {
      return CompletableFuture.completedFuture(null);
    }
    return state
        .tools()
        .scheduler()
        .schedule(
            () -> {
              end(Stop.deadline(within));
              return null;
            },
            within.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public RunId runId() {
    return state.runId();
  }

  @Override
  public boolean abortable() {
    return end.isReached() || work.abortable();
  }

  @Override
  public void cancel(String reason) {
    end(Stop.cancelled(reason));
  }

  private void end(Stop why) {
    synchronized (waiting) {
      if (stop != null || end.isReached()) {
        return;
      }
      stop = why;
    }
    state.ending(why);
    waiting.cancel(why.reason());
    work.stop(why);
  }

  @Override
  public WorkflowResult await() {
    return end.await(this::cancel);
  }

  @Override
  public Optional<WorkflowResult> await(Duration atMost) throws InterruptedException {
    return end.await(atMost);
  }

  private WorkflowResult waitAndDrive() {
    try {
      turn.await(waiting, state::news);
    } catch (WorkflowCancelledException e) {
      String why = waiting.reason();
      if (why == null) {
        throw e;
      }
      state.neverBegan(why);
      return told(state.logged().result(state.now()));
    }
    return drive();
  }

  private WorkflowResult drive() {
    state.tell(new WorkflowEvent.RunStarted(state.now(), state.runId(), state.plan()));
    while (true) {
      Interpreter.Action action = next();
      if (action instanceof Interpreter.Run run) {
        completed(work.run(run.step()));
      } else if (action instanceof Interpreter.Skip skip) {
        completed(new StepOutcome.Skipped<>(skip.step().id(), skip.reason()));
      } else if (action instanceof Interpreter.Compensate undo) {
        StepOutcome<?> outcome = work.compensate(undo.step(), undo.output());
        state.happened(outcome);
        state.tell(new WorkflowEvent.StepCompensated(state.now(), outcome));
      } else if (action instanceof Interpreter.Finish) {
        return told(state.logged().result(state.now()));
      }
    }
  }

  private Interpreter.Action next() {
    Interpreter.Action action = state.logged().next();
    if (action instanceof Interpreter.Run run && doorkeeper.closedBefore(run.step(), state, work)) {
      state.pullRequestClosed();
    }
    return action instanceof Interpreter.Run ? state.logged().next() : action;
  }

  private void completed(StepOutcome<?> outcome) {
    state.happened(outcome);
    state.tell(new WorkflowEvent.StepCompleted(state.now(), outcome));
  }

  private WorkflowResult told(WorkflowResult result) {
    state.tell(new WorkflowEvent.RunCompleted(state.now(), result));
    return result;
  }
}
