package dev.neonflow.workflows.internal;

import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks again and again until there is an answer, by the clock of the run. */
public final class Polling {
  private final StepContext context;
  private final Duration turn;

  /** Asks at this distance. */
  public Polling(StepContext context, Duration turn) {
    this.context = context;
    this.turn = turn;
  }

  /** A question; empty means not yet. */
  @FunctionalInterface
  public interface Question<T, X extends Exception> {
    /** Asks once. */
    Optional<T> ask() throws X;
  }

  /**
   * Asks until there is an answer or the time is over; at least once.
   *
   * @throws dev.neonflow.workflows.WorkflowCancelledException if the run is cancelled meanwhile
   */
  public <T, X extends Exception> Optional<T> until(Duration within, Question<T, X> question)
      throws X {
    Instant end = context.clock().instant().plus(within);
    while (true) {
      context.cancel().throwIfCancelled();
      context.heartbeat();
      Optional<T> answer = question.ask();
      if (answer.isPresent() || !context.clock().instant().isBefore(end)) {
        return answer;
      }
      context.pause(turn);
    }
  }
}
