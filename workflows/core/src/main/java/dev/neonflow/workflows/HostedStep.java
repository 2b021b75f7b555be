package dev.neonflow.workflows;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One attempt of a step, or its undo, for an {@link Engine}. Thread-safe. */
public final class HostedStep {

  private final RunState state;
  private final StepWork work;
  private final Doorkeeper doorkeeper;
  private final StepCall call;

  HostedStep(RunState state, Doorkeeper doorkeeper, StepCall call) {
    this.state = state;
    this.work = new StepWork(state, Map.of());
    this.doorkeeper = doorkeeper;
    this.call = call;
  }

  /**
   * What came of it.
   *
   * @param outcome what the step put out or threw
   * @param again whether another attempt may help
   */
  public record Attempted(StepOutcome<?> outcome, boolean again) {}

  /**
   * Does it on a thread of its own, and returns when nothing of it works any more. The number of
   * attempts in the step's options is the engine's to obey.
   *
   * @return empty if nothing was done because the pull request is closed
   * @throws InterruptedException if this thread is interrupted; the step is told to stop
   */
  public Optional<Attempted> run() throws InterruptedException {
    PlannedStep planned = call.planned();
    if (call.undo()) {
      return Optional.of(new Attempted(work.compensate(planned, output()), false));
    }
    if (doorkeeper.closedBefore(planned, state, work)) {
      return Optional.empty();
    }
    StepOptions once = planned.options().withAttempts(1);
    StepOutcome<?> outcome =
        work.run(
            new PlannedStep(
                planned.id(), planned.step(), planned.describe(), planned.runs(), once));
    awaitStragglers();
    return Optional.of(attempted(outcome));
  }

  /** Tells the step to stop, unless it must not be aborted; returns at once. */
  public void cancel(String reason) {
    work.stop(Stop.cancelled(reason));
  }

  private @Nullable Record output() {
    return state.logged().history().stream()
        .filter(outcome -> outcome.stepId().equals(call.stepId()))
        .findFirst()
        .flatMap(StepOutcome::output)
        .orElse(null);
  }

  /** No step begins beside one that was told to stop and did not. */
  private void awaitStragglers() throws InterruptedException {
    try {
      work.over().get(StepWork.UNDO_WITHIN.toMinutes(), TimeUnit.MINUTES);
    } catch (TimeoutException | ExecutionException e) {
      state.news("step " + call.stepId() + " was told to stop and still works");
    }
  }

  /** A result that cannot be kept is none. */
  private static Attempted attempted(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      return new Attempted(failed, Attempts.mayHelp(failed.cause()));
    }
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      try {
        OutputJson.write(done.value());
      } catch (PreconditionException e) {
        return new Attempted(new StepOutcome.Failed<>(done.stepId(), e, done.took()), false);
      }
    }
    return new Attempted(outcome, false);
  }
}
