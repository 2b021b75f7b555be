package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.KeptText;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt of a step, or its undo, for an {@link Engine}. Thread-safe. */
public final class HostedStep {

  private static final Logger log = LoggerFactory.getLogger(HostedStep.class);

  private final RunState state;
  private final StepWork work;
  private final Doorkeeper doorkeeper;
  private final StepCall call;
  private final HandedOut secrets;

  HostedStep(RunState state, Doorkeeper doorkeeper, StepCall call, HandedOut secrets) {
    this.state = state;
    this.secrets = secrets;
    this.work = new StepWork(state, Map.of());
    this.doorkeeper = doorkeeper;
    this.call = call;
  }

  /**
   * What came of it.
   *
   * @param outcome what the step put out or threw
   * @param again whether the step's options ask for another attempt, which may help
   */
  public record Attempted(StepOutcome<?> outcome, boolean again) {

    /** Whether the step, or its undo, ended because it was told to stop. */
    public boolean cancelled() {
      return outcome instanceof StepOutcome.Failed<?> failed
          ? failed.cancelled()
          : outcome instanceof StepOutcome.CompensationFailed<?> left && left.cancelled();
    }
  }

  /**
   * Does it on threads of its own, and returns when nothing of it works any more. One that was told
   * to stop is waited for ten minutes; if it still works then, it failed with a {@link
   * StepNotEndedException}, is not to be done again, and is not undone.
   *
   * @param attempt which one this is, from 1; a guess will do
   * @return empty if nothing was done because the pull request is closed
   * @throws InterruptedException if this thread was interrupted, so that the step was told to stop,
   *     and did
   */
  public Optional<Attempted> run(int attempt) throws InterruptedException {
    FutureTask<Optional<Attempted>> task = new FutureTask<>(() -> attempted(attempt));
    new Thread(task, "neonflow-hosted-" + call.stepId()).start();
    boolean interrupted = awaitEnd(task);
    Optional<Attempted> done = result(task);
    if (interrupted && done.map(Attempted::cancelled).orElse(false)) {
      throw new InterruptedException("told to stop");
    }
    return done;
  }

  /** Whether this thread was interrupted meanwhile; then the step was told to stop. */
  private boolean awaitEnd(FutureTask<?> task) {
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        return interrupted;
      } catch (ExecutionException e) {
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
        cancel("its worker ends");
      }
    }
  }

  private static <T> T result(FutureTask<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("the host itself broke", e.getCause());
    }
  }

  private Optional<Attempted> attempted(int attempt) throws InterruptedException {
    PlannedStep planned = call.planned();
    if (!call.undo() && doorkeeper.closedBefore(planned, state, work)) {
      return Optional.empty();
    }
    if (call.undo()) {
      StepOutcome<?> undone = masked(undone(planned));
      state.tell(new WorkflowEvent.StepCompensated(state.now(), undone));
      return Optional.of(new Attempted(undone, false));
    }
    StepOutcome<?> outcome = ended(kept(work.run(once(planned))));
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      log(failed.cause());
    }
    boolean again =
        outcome instanceof StepOutcome.Failed<?> failed
            && attempt < planned.options().attempts()
            && Attempts.mayHelp(failed.cause());
    StepOutcome<?> shown = masked(outcome);
    if (!again) {
      state.tell(new WorkflowEvent.StepCompleted(state.now(), shown));
    }
    return Optional.of(new Attempted(shown, again));
  }

  /** What leaves this process quotes no secret that the step was given. */
  private StepOutcome<?> masked(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      return new StepOutcome.Failed<>(
          failed.stepId(), secrets.masked(failed.cause()), failed.took());
    }
    return outcome instanceof StepOutcome.CompensationFailed<?> failed
        ? new StepOutcome.CompensationFailed<>(failed.stepId(), secrets.masked(failed.cause()))
        : outcome;
  }

  /** How often to try is the engine's to decide. */
  private static PlannedStep once(PlannedStep planned) {
    return new PlannedStep(
        planned.id(),
        planned.step(),
        planned.describe(),
        planned.runs(),
        planned.options().withAttempts(1));
  }

  /** Tells the step to stop, unless it must not be aborted; returns at once. */
  public void cancel(String reason) {
    work.stop(Stop.cancelled(reason));
  }

  /** Whether it ends soon once it is told to. */
  public boolean abortable() {
    return work.abortable();
  }

  private @Nullable Record output() {
    return state.logged().history().stream()
        .filter(outcome -> outcome.stepId().equals(call.stepId()))
        .findFirst()
        .flatMap(StepOutcome::output)
        .orElse(null);
  }

  /** As in one process, where an undo waits for what could make anew what it undoes. */
  private StepOutcome<?> undone(PlannedStep planned) {
    for (StepOutcome<?> before : state.logged().history()) {
      if (before instanceof StepOutcome.Failed<?> failed
          && failed.cause() instanceof StepNotEndedException) {
        return new StepOutcome.CompensationFailed<>(planned.id(), stillWorks(before.stepId()));
      }
    }
    return ended(work.compensate(planned, output()));
  }

  /**
   * No step begins beside one that was told to stop and did not, and none is done twice at once.
   */
  private StepOutcome<?> ended(StepOutcome<?> outcome) {
    if (work.over().isDone()) {
      return outcome;
    }
    CompletableFuture<Boolean> tooLong = new CompletableFuture<>();
    Future<?> timer =
        state
            .tools()
            .scheduler()
            .schedule(
                () -> tooLong.complete(true),
                StepWork.UNDO_WITHIN.toMillis(),
                TimeUnit.MILLISECONDS);
    CompletableFuture.anyOf(work.over(), tooLong).join();
    timer.cancel(false);
    if (work.over().isDone()) {
      return outcome;
    }
    StepNotEndedException cause = stillWorks(outcome.stepId());
    log.warn("{}: {}", state.runId(), cause.getMessage());
    return outcome instanceof StepOutcome.Failed<?> failed
        ? new StepOutcome.Failed<>(failed.stepId(), cause, failed.took())
        : new StepOutcome.CompensationFailed<>(outcome.stepId(), cause);
  }

  private static StepNotEndedException stillWorks(String stepId) {
    return new StepNotEndedException(
        "step "
            + stepId
            + " was told to stop and still works after "
            + StepWork.UNDO_WITHIN.toMinutes()
            + " minutes",
        "end the worker that has it, then run again",
        null);
  }

  /** What another process learns of it is not enough to mend a fault of the step's own code. */
  private void log(Exception cause) {
    if (Failure.of(cause, secrets::masked).exception() instanceof StepBrokeException broke) {
      boolean secret =
          Stream.iterate((Throwable) cause, Objects::nonNull, Throwable::getCause)
              .map(thrown -> String.valueOf(thrown.getMessage()))
              .anyMatch(text -> KeptText.showsSecret(text) || !secrets.masked(text).equals(text));
      if (secret) {
        broke.setStackTrace(cause.getStackTrace());
      }
      log.warn("step {} of {} broke", call.stepId(), state.runId(), secret ? broke : cause);
    }
  }

  /** A result that cannot be kept is none. */
  private static StepOutcome<?> kept(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      try {
        OutputJson.write(done.value());
      } catch (PreconditionException e) {
        return new StepOutcome.Failed<>(done.stepId(), e, done.took());
      }
    }
    return outcome;
  }
}
