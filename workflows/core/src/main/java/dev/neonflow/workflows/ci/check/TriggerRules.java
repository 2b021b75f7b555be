package dev.neonflow.workflows.ci.check;

import java.util.List;

/** Whether a preview goes when its pull request does. */
final class TriggerRules implements WorkflowFiles.Rule {
  private static final String WITH_CLOSED = "types: [opened, reopened, synchronize, closed]";

  @Override
  public void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings) {
    List<YamlNode> triggers = workflow.pullRequestTriggers();
    boolean removes = workflow.calls().contains(Call.Kind.DOWN);
    boolean makes = workflow.calls().contains(Call.Kind.UP);
    if (triggers.isEmpty()) {
      return;
    }
    YamlNode trigger = triggers.get(0);
    if (removes && !workflow.runsOnClosed()) {
      YamlNode types = trigger.get("types");
      findings.add(
          workflow.finding(
              "closed-missing",
              types.isThere() ? types.line() : trigger.line(),
              "runs `preview down`, but not when a pull request is closed: previews stay",
              "types: [closed], or " + WITH_CLOSED));
    } else if (makes && all.stream().noneMatch(TriggerRules::cleansUp)) {
      findings.add(
          workflow.finding(
              "cleanup-missing",
              trigger.line(),
              "makes previews, and no workflow runs `preview down` when a pull request is closed",
              "add a workflow with types: [closed] that runs: exec neonflow preview down"));
    }
    if (removes) {
      triggers.forEach(each -> filters(workflow, each, findings));
    }
  }

  private static boolean cleansUp(Workflow workflow) {
    return workflow.calls().contains(Call.Kind.DOWN) && !workflow.pullRequestTriggers().isEmpty();
  }

  private static void filters(Workflow workflow, YamlNode trigger, List<CiFinding> findings) {
    for (String filter : List.of("paths", "paths-ignore")) {
      YamlNode found = trigger.get(filter);
      if (found.isThere()) {
        findings.add(
            workflow.finding(
                "paths-filter",
                found.line(),
                filter + ": can skip `preview down`, and then the preview stays",
                "remove " + filter + ": from the workflow that cleans up"));
      }
    }
  }
}
