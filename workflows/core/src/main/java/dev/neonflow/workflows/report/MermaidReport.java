package dev.neonflow.workflows.report;

import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.internal.MermaidText;
import java.util.List;

/** What a run did, as a Mermaid flowchart: a box for each step, in the order in which they ran. */
public final class MermaidReport {
  private static final int STEPS = 40;
  private static final int LABEL = 120;

  private MermaidReport() {}

  /** The picture's text, ending with a line end. */
  public static String render(RunReport report) {
    StringBuilder chart = new StringBuilder("flowchart LR\n  start([\"");
    chart.append(escaped(report.workflow())).append("\"])\n");
    List<StepOutcome<?>> outcomes = report.outcomes();
    int shown = Math.min(STEPS, outcomes.size());
    for (int i = 0; i < shown; i++) {
      chart
          .append("  ")
          .append(i == 0 ? "start" : "s" + i)
          .append(" --> s")
          .append(i + 1)
          .append(box(outcomes.get(i)))
          .append('\n');
    }
    if (outcomes.size() > shown) {
      chart.append("  s").append(shown).append(" --> more[\"... and ");
      chart.append(outcomes.size() - shown).append(" more\"]\n");
    }
    return chart
        .append("  classDef done fill:#dafbe1,stroke:#1a7f37,color:#1f2328\n")
        .append("  classDef failed fill:#ffebe9,stroke:#cf222e,color:#1f2328\n")
        .append("  classDef skipped fill:#f6f8fa,stroke:#818b98,color:#59636e\n")
        .toString();
  }

  private static String box(StepOutcome<?> outcome) {
    String took = ReportWords.took(outcome);
    return "[\""
        + escaped(outcome.stepId())
        + "<br/>"
        + escaped(ReportWords.outcome(outcome))
        + (took.isEmpty() ? "" : ", " + took)
        + "\"]:::"
        + look(outcome);
  }

  private static String look(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Succeeded<?>) {
      return "done";
    }
    boolean bad =
        outcome instanceof StepOutcome.Failed<?>
            || outcome instanceof StepOutcome.CompensationFailed<?>;
    return bad ? "failed" : "skipped";
  }

  private static String escaped(String text) {
    int end = text.offsetByCodePoints(0, Math.min(LABEL, text.codePointCount(0, text.length())));
    return MermaidText.escaped(end < text.length() ? text.substring(0, end) + " ..." : text);
  }
}
