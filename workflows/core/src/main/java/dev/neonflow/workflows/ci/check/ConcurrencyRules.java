package dev.neonflow.workflows.ci.check;

import java.util.List;
import java.util.regex.Pattern;

/** Whether deploying and cleaning up can run at the same time, or be cut short. */
final class ConcurrencyRules implements WorkflowFiles.Rule {
  private static final Pattern GROUP =
      Pattern.compile(
          "neonflow-pr-\\$\\{\\{github\\.event\\.pull_request\\.number(\\|\\|[^}]*)?}}");
  private static final Pattern BY_HAND = Pattern.compile("neonflow-pr-\\$\\{\\{[^}]*}}");
  private static final String MEND =
      "concurrency: { group: 'neonflow-pr-${{ github.event.pull_request.number }}',"
          + " cancel-in-progress: false }";

  @Override
  public void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings) {
    for (Job job : workflow.jobs()) {
      YamlNode concurrency = job.concurrency();
      boolean production = job.runs(Call.Kind.PRODUCTION);
      if (job.isPreview()) {
        group(job, concurrency, findings);
      }
      YamlNode cancel = concurrency.get("cancel-in-progress");
      if ((job.isPreview() || production) && cancel.text().equals("true")) {
        findings.add(
            workflow.finding(
                "cancel-in-progress",
                cancel.line(),
                "cancel-in-progress: true ends job "
                    + job.id()
                    + (production ? " in the middle of a migration" : " when the next one comes"),
                "cancel-in-progress: false"));
      }
    }
  }

  private static void group(Job job, YamlNode concurrency, List<CiFinding> findings) {
    if (!concurrency.isThere()) {
      findings.add(
          job.workflow()
              .finding(
                  "concurrency-missing",
                  job.node().line(),
                  "job " + job.id() + " has no concurrency group: deploy and cleanup can race",
                  MEND));
      return;
    }
    YamlNode group = concurrency.isMapping() ? concurrency.get("group") : concurrency;
    boolean byHand = job.workflow().pullRequestTriggers().isEmpty();
    if (!(byHand ? BY_HAND : GROUP).matcher(normalised(group.text())).matches()) {
      findings.add(
          job.workflow()
              .finding(
                  "concurrency-group",
                  group.line(),
                  "the concurrency group of job "
                      + job.id()
                      + " is '"
                      + group.text()
                      + "', not neonflow-pr-<number>, which all jobs of a preview share",
                  MEND));
    }
  }

  private static String normalised(String group) {
    return group
        .replaceAll("\\s", "")
        .replace("github.event.number", "github.event.pull_request.number");
  }
}
