package dev.neonflow.cli;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.util.Set;

/**
 * Leaves what only a program cares about out of a report.
 *
 * @param other the place for the report
 */
record ReportForPeople(Reporter other) implements Reporter {

  @Override
  public String describe() {
    return other.describe();
  }

  @Override
  public Published publish(RunReport report, StepContext context) throws Exception {
    return other.publish(
        new RunReport(
            report.workflow(),
            report.subject(),
            report.runId(),
            report.status(),
            report.outcomes().stream().filter(ReportForPeople::isOfInterest).toList(),
            report.left(),
            report.consoleUrl(),
            report.at(),
            report.took()),
        context);
  }

  @Override
  public Set<String> standing(String prefix, StepContext context) throws Exception {
    return other.standing(prefix, context);
  }

  private static boolean isOfInterest(StepOutcome<?> outcome) {
    return !outcome.stepId().equals(Outputs.STEP) || outcome instanceof StepOutcome.Failed<?>;
  }
}
