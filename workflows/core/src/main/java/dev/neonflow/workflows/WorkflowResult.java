package dev.neonflow.workflows;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param status how it ended
 * @param runId which run
 * @param subject what it was about
 * @param plan what was asked for
 * @param outcomes one for each step of the plan, in its order
 * @param took from start to end
 */
public record WorkflowResult(
    WorkflowStatus status,
    RunId runId,
    Subject subject,
    Plan plan,
    List<StepOutcome<?>> outcomes,
    Duration took) {

  /** Copies the list. */
  public WorkflowResult {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * What a step put out.
   *
   * @throws NoSuchElementException naming the step and why it has no output
   */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new NoSuchElementException(whyNot(key)));
  }

  /** What a step put out, if it did. Where a step was used twice: the last one. */
  public <T> Optional<T> find(Key<T> key) {
    return Outputs.find(plan, outcomes, key);
  }

  /** What became of a step. */
  public Optional<StepOutcome<?>> outcome(String stepId) {
    for (StepOutcome<?> outcome : outcomes) {
      if (outcome.stepId().equals(stepId)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /**
   * Why the run did not do what it was to do: what the first step that failed threw, or else why
   * the run ended before its plan was done. Empty if it succeeded or its pull request was closed.
   */
  public Optional<Exception> failure() {
    for (StepOutcome<?> outcome : outcomes) {
      if (outcome instanceof StepOutcome.Failed<?> failed) {
        return Optional.of(failed.cause());
      }
    }
    Duration limit = plan.policies().within();
    return switch (status) {
      case FAILED ->
          Optional.of(
              limit == null
                  ? new IllegalStateException("the run failed without a reason")
                  : DeadlineException.ofRun(limit, null));
      case CANCELLED ->
          Optional.of(new WorkflowCancelledException(skipped(), "run it again", null));
      case SUCCEEDED, DONE_WITH_LEFTOVERS, CLOSED -> Optional.empty();
    };
  }

  /** What is said of the last step that did not run: others may be left out as closed. */
  private String skipped() {
    String why = "the run was cancelled";
    for (StepOutcome<?> outcome : outcomes) {
      if (outcome instanceof StepOutcome.Skipped<?> skipped) {
        why = skipped.reason();
      }
    }
    return why;
  }

  /** The status, and one line for each step; for people. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(plan.workflow())
            .append(' ')
            .append(subject.key())
            .append(": ")
            .append(status);
    for (StepOutcome<?> outcome : outcomes) {
      text.append("\n  ").append(outcome.stepId()).append(": ").append(words(outcome));
    }
    return text.toString();
  }

  private static String words(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Succeeded<?> done) {
      return "done, " + done.value();
    } else if (outcome instanceof StepOutcome.Failed<?> failed) {
      return "failed, " + failed.cause();
    } else if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      return "skipped, " + skipped.reason();
    }
    return outcome instanceof StepOutcome.CompensationFailed<?> left
        ? "not undone, " + left.cause()
        : "undone";
  }

  private String whyNot(Key<?> key) {
    return Outputs.whyNot(plan, outcomes, key);
  }
}
