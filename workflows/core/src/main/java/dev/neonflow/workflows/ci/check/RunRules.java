package dev.neonflow.workflows.ci.check;

import java.util.List;

/** How our scripts are run. */
final class RunRules implements WorkflowFiles.Rule {
  @Override
  public void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings) {
    for (Job job : workflow.jobs()) {
      for (Call call : job.calls()) {
        if (!call.isExec()) {
          findings.add(
              workflow.finding(
                  "run-without-exec",
                  call.line(),
                  "without exec a cancelled job kills the script before it can end its work",
                  call.asExec()));
        }
      }
      permissions(job, findings);
    }
  }

  private static void permissions(Job job, List<CiFinding> findings) {
    boolean comments =
        job.calls().stream()
            .anyMatch(
                call ->
                    call.kind() == Call.Kind.UP
                        && !call.text().matches(".*--comment[= ](?:none|file)\\b.*"));
    YamlNode own = job.node().get("permissions");
    YamlNode permissions = own.isThere() ? own : job.workflow().root().get("permissions");
    boolean all = permissions.text().equals("write-all");
    boolean writes =
        permissions.get("pull-requests").text().equals("write")
            || permissions.get("issues").text().equals("write");
    if (comments && permissions.isThere() && !all && !writes) {
      findings.add(
          job.workflow()
              .finding(
                  "permissions",
                  permissions.line(),
                  "job " + job.id() + " may not comment on the pull request",
                  "add pull-requests: write, or --comment none"));
    }
  }
}
