package dev.neonflow.workflows;

import java.util.List;

/**
 * What a workflow will do: data, free of secrets, in the order in which the steps run.
 *
 * @param workflow the kind of workflow, for example {@code preview}
 * @param planFormat the version of this shape
 * @param subject what it is about
 * @param policies what holds for the whole run
 * @param steps in the order in which they run
 */
public record Plan(
    String workflow, int planFormat, Subject subject, Policies policies, List<PlannedStep> steps) {

  /** The version of this shape. */
  public static final int FORMAT = 1;

  /** Copies the list. */
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The plan as lines for people. */
  public String toText() {
    StringBuilder text = new StringBuilder(workflow).append(' ').append(subject.key());
    int width = steps.stream().mapToInt(step -> step.id().length()).max().orElse(0);
    int number = 1;
    for (PlannedStep step : steps) {
      text.append('\n')
          .append(String.format("%3d. %-" + width + "s  %s", number++, step.id(), step.describe()))
          .append(step.local() ? " (local)" : "")
          .append(
              switch (step.runs()) {
                case ON_SUCCESS -> "";
                case ALWAYS -> " (always)";
                case WHEN_CLOSED -> " (once the pull request is closed)";
                case REPORT -> " (always, last)";
              });
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return toText();
  }
}
