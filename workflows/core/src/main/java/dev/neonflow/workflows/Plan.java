package dev.neonflow.workflows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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

  /** The step of this id, if there is one. */
  public Optional<PlannedStep> step(String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /** The plan as lines for people. */
  public String toText() {
    StringBuilder text = new StringBuilder(workflow).append(' ').append(subject.key());
    int width = steps.stream().mapToInt(step -> step.id().length()).max().orElse(0);
    int number = 1;
    List<PlannedStep> shown = new ArrayList<>(steps);
    shown.sort(Comparator.comparing(step -> step.runs() == Runs.WHEN_CLOSED));
    for (PlannedStep step : shown) {
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

  /**
   * The plan as JSON, which {@link #fromJson(String)} reads back. The order of its members is
   * stable.
   *
   * @throws InvalidWorkflowException naming the step and the remedy if one is a lambda, holds a
   *     secret, or has no name that a {@link StepTypes} provider gives
   */
  public String toJson() {
    return PlanJson.write(this);
  }

  /**
   * Reads a plan that {@link #toJson()} wrote; members that it does not know are ignored.
   *
   * @throws InvalidWorkflowException if it is none, is of another format, or has a step of a type
   *     or version that no {@link StepTypes} provider knows
   */
  public static Plan fromJson(String json) {
    return PlanJson.read(json);
  }

  /** The plan as a Mermaid flowchart, for Markdown pages. */
  public String toMermaid() {
    return PlanMermaid.write(this);
  }

  @Override
  public String toString() {
    return toText();
  }
}
