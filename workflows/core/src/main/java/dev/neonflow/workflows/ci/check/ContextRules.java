package dev.neonflow.workflows.ci.check;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names in expressions that GitHub does not know, so that it rejects the whole file. */
final class ContextRules implements WorkflowFiles.Rule {
  private static final Map<String, String> MEANT =
      Map.of("var", "vars", "secret", "secrets", "step", "steps", "input", "inputs");
  private static final Pattern CONTEXT =
      Pattern.compile("\\$\\{\\{[^}]*?(?<![A-Za-z0-9_.'-])(var|secret|step|input)\\.[A-Za-z_]");

  @Override
  public void check(Workflow workflow, List<Workflow> all, List<CiFinding> findings) {
    for (YamlNode scalar : workflow.root().scalars()) {
      Matcher matcher = CONTEXT.matcher(scalar.text());
      if (matcher.find()) {
        String name = matcher.group(1);
        long before = scalar.text().substring(0, matcher.start()).lines().count();
        int line = scalar.line() + (int) Math.max(0, before - 1);
        findings.add(
            workflow.finding(
                "unknown-context",
                line,
                "GitHub knows no context " + name + ", and rejects the file",
                "write " + MEANT.get(name) + "."));
      }
    }
  }
}
