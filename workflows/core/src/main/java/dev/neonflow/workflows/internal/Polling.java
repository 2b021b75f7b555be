package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks again and again until there is an answer, by the clock of the run. */
final class Polling {
  private static final Duration TURN = Duration.ofMillis(100);

  private final StepContext context;
  private final Duration turn;

  Polling(StepContext context) {
    this(context, TURN);
  }

  /** Asks at this distance. */
  Polling(StepContext context, Duration turn) {
    this.context = context;
    this.turn = turn;
  }

  /** A question; empty means not yet. */
  @FunctionalInterface
  interface Question<T> {
    /** Asks once. */
    Optional<T> ask() throws Exception;
  }

  /**
   * Asks until there is an answer or the time is over; at least once.
   *
   * @throws dev.neonflow.workflows.WorkflowCancelledException if the run is cancelled meanwhile
   */
  <T> Optional<T> until(Duration within, Question<T> question) throws Exception {
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
