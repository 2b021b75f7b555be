package dev.neonflow.workflows;

import dev.failsafe.spi.Scheduler;
import dev.neonflow.workflows.internal.KeyLock;
import dev.neonflow.workflows.internal.Locks;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** How one run gets its key for itself: its turn among the runs beside it, then the locks. */
final class Turn implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Turns turns;
  private final Scheduler scheduler;
  private final WorkflowRun run;
  private final String key;
  private final OnConflict policy;
  private final KeyLock lock;
  private List<WorkflowRun> before = List.of();

  Turn(Turns turns, Locks locks, Scheduler scheduler, Plan plan, WorkflowRun run) {
    this.turns = turns;
    this.scheduler = scheduler;
    this.run = run;
    this.key = plan.subject().key();
    this.policy = plan.policies().onConflict();
    this.lock = locks.lock(key, name(run), run::cancel);
  }

  private static String name(WorkflowRun run) {
    return "run " + run.runId() + " of process " + ProcessHandle.current().pid();
  }

  /**
   * Joins the line.
   *
   * @return whether the key is this run's now; if not, {@link #await} waits for it
   * @throws LockHeldException if the run is not to wait, or cannot supersede the one that goes on
   */
  boolean enter() {
    if (policy == OnConflict.FAIL) {
      List<WorkflowRun> others = turns.joinAlone(key, run);
      if (!others.isEmpty()) {
        throw held(name(others.get(0)));
      }
    } else {
      before = turns.join(key, run);
      if (policy == OnConflict.WAIT || !before.isEmpty()) {
        return false;
      }
    }
    boolean taken = false;
    try {
      if (!lock.tryTake()) {
        throw refused();
      }
      taken = true;
    } finally {
      if (!taken) {
        close();
      }
    }
    return true;
  }

  /**
   * Waits until the key is this run's.
   *
   * @param tell is told once whom it waits for
   * @throws WorkflowCancelledException if the run is to end
   */
  void await(CancelToken cancel, Consumer<String> tell) {
    if (policy == OnConflict.SUPERSEDE) {
      before.forEach(other -> other.cancel("superseded by run " + run.runId()));
    }
    // A database that does not answer would keep the run for half a minute.
    CancelToken.Registration abort = cancel.onCancel(lock::abort);
    try {
      awaitLock(cancel, tell);
    } finally {
      abort.close();
    }
  }

  private void awaitLock(CancelToken cancel, Consumer<String> tell) {
    boolean told = false;
    while (true) {
      cancel.throwIfCancelled();
      WorkflowRun first = turns.first(key);
      if (first == run) {
        if (lock.tryTake()) {
          cancel.throwIfCancelled();
          return;
        }
        if (policy == OnConflict.SUPERSEDE) {
          throw refused();
        }
      }
      if (!told) {
        tell.accept(
            "waiting: " + (first == run ? lock.holder() : name(first)) + " works on " + key);
        told = true;
      }
      Pause.of(POLL, scheduler, cancel);
    }
  }

  private NeonflowException refused() {
    String holder = lock.holder();
    if (policy == OnConflict.FAIL) {
      return held(holder);
    }
    String what =
        holder + " works on " + key + " now; SUPERSEDE works only among the runs of one Neonflow";
    return lock.isHeldElsewhere()
        ? new InvalidWorkflowException(what, "use OnConflict.WAIT or FAIL with a lock URL", null)
        : new LockHeldException(what, "wait until it has ended, or use OnConflict.WAIT", null);
  }

  private LockHeldException held(String holder) {
    return new LockHeldException(
        holder + " works on " + key + " now", LockHeldException.WAY_OUT, null);
  }

  /** Gives the key back, or the place in the line. */
  @Override
  public void close() {
    try {
      lock.close();
    } finally {
      turns.leave(key, run);
    }
  }
}
