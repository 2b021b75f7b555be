package dev.neonflow.workflows;

import static dev.neonflow.workflows.internal.MermaidText.escaped;

/** Plans as a Mermaid flowchart. */
final class PlanMermaid {

  private PlanMermaid() {}

  static String write(Plan plan) {
    StringBuilder chart = new StringBuilder("flowchart TD\n  start([\"");
    chart.append(escaped(plan.workflow() + " " + plan.subject().key())).append("\"])\n");
    String before = "start";
    int number = 1;
    for (PlannedStep step : plan.steps()) {
      String id = "s" + number;
      chart.append("  ").append(id).append(node(step, number++)).append('\n');
      chart.append("  ").append(before).append(arrow(step.runs())).append(id).append('\n');
      before = id;
    }
    return chart.toString();
  }

  private static String node(PlannedStep step, int number) {
    String label =
        number
            + ". "
            + escaped(step.id())
            + "<br/>"
            + escaped(step.describe())
            + (step.local() ? " (local)" : "");
    return switch (step.runs()) {
      case ON_SUCCESS -> "[\"" + label + "\"]";
      case ALWAYS -> "([\"" + label + "<br/>always\"])";
      case WHEN_CLOSED -> "{{\"" + label + "<br/>once the pull request is closed\"}}";
      case REPORT -> "[[\"" + label + "<br/>always, last\"]]";
    };
  }

  /** Dotted where the step does not need the one before to have succeeded. */
  private static String arrow(Runs runs) {
    return runs == Runs.ON_SUCCESS ? " --> " : " -.-> ";
  }
}
