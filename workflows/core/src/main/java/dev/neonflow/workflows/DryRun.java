package dev.neonflow.workflows;

import java.util.List;

/**
 * What a run would do now, found out by reading the real state and changing nothing.
 *
 * @param plan what was asked for
 * @param lines one for each step that would run; before them perhaps some with the id {@code
 *     pull-request}, which is no step: what was found out about the pull request
 */
public record DryRun(Plan plan, List<Line> lines) {

  /** Copies the list. */
  public DryRun {
    lines = List.copyOf(lines);
  }

  /**
   * What one step would do.
   *
   * @param stepId the step
   * @param text for people
   */
  public record Line(String stepId, String text) {}

  /** All lines, for people; what goes on in a further line stands below the text of the first. */
  public String toText() {
    StringBuilder text =
        new StringBuilder(plan.workflow()).append(' ').append(plan.subject().key());
    int width = lines.stream().mapToInt(line -> line.stepId().length()).max().orElse(0);
    String indent = "\n" + " ".repeat(width + 4);
    for (Line line : lines) {
      String said = line.text().replace("\n", indent);
      text.append('\n').append(String.format("  %-" + width + "s  %s", line.stepId(), said));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return toText();
  }
}
