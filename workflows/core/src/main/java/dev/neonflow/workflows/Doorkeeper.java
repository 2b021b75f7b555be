package dev.neonflow.workflows;

import dev.neonflow.workflows.ci.PullRequests;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets no step of a pull request's workflow begin once the pull request is closed.
 *
 * @param pullRequests who knows, or null if nobody does
 */
record Doorkeeper(@Nullable PullRequests pullRequests) {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

  private record Answer(boolean closed) {}

  /**
   * Whether it is closed. Asked before the steps that are given up for it, if there is something to
   * do in their place; an error is told and does not hold the run up.
   */
  boolean closedBefore(PlannedStep step, RunState state, StepWork work) {
    boolean givenUp = step.runs() == Runs.ON_SUCCESS || step.runs() == Runs.ALWAYS;
    return givenUp && closed(state, work);
  }

  /** Whether it is closed, if there is something to do then; an error is told. */
  boolean closed(RunState state, StepWork work) {
    Integer number = state.plan().subject().pullRequest();
    PullRequests known = pullRequests;
    if (known == null || number == null || !hasRemoval(state.plan())) {
      return false;
    }
    try {
      Record answer =
          work.ask("pull-request", ANSWER_WITHIN, () -> new Answer(known.isClosed(number)));
      return answer instanceof Answer told && told.closed();
    } catch (InterruptedException e) {
      throw new IllegalStateException("somebody interrupted the run's own thread", e);
    } catch (WorkflowCancelledException e) {
      return false;
    } catch (Exception e) {
      if (e instanceof DeadlineException late && late.runLimit().isPresent()) {
        return false;
      }
      log.debug("whether pull request {} is closed cannot be told", number, e);
      state.news(
          "whether pull request "
              + number
              + " is closed cannot be told ("
              + known.describe()
              + "): "
              + e.getMessage());
      return false;
    }
  }

  private static boolean hasRemoval(Plan plan) {
    return plan.steps().stream().anyMatch(step -> step.runs() == Runs.WHEN_CLOSED);
  }
}
