package dev.neonflow.workflows.ci.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A workflow of GitHub Actions. */
record Workflow(Path file, YamlNode root) {
  static final Set<String> PULL_REQUEST = Set.of("pull_request", "pull_request_target");

  /** The trigger of this name; not there if the workflow has none. */
  YamlNode trigger(String name) {
    YamlNode on = root.get("on");
    if (on.isMapping()) {
      return on.get(name);
    }
    return on.items().stream()
        .filter(item -> item.text().equals(name))
        .findFirst()
        .orElse(YamlNode.NOTHING);
  }

  /** The triggers for pull requests that there are. */
  List<YamlNode> pullRequestTriggers() {
    return PULL_REQUEST.stream().sorted().map(this::trigger).filter(YamlNode::isThere).toList();
  }

  /** Whether it runs when a pull request is closed. */
  boolean runsOnClosed() {
    return pullRequestTriggers().stream()
        .flatMap(trigger -> trigger.get("types").items().stream())
        .anyMatch(type -> type.text().equals("closed"));
  }

  List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    root.get("jobs").entries().forEach((id, node) -> jobs.add(new Job(this, id, node)));
    return jobs;
  }

  /** What its jobs run of ours. */
  Set<Call.Kind> calls() {
    return jobs().stream()
        .flatMap(job -> job.calls().stream())
        .map(Call::kind)
        .collect(Collectors.toSet());
  }

  CiFinding finding(String rule, int line, String message, String mend) {
    return new CiFinding(rule, file, line, message, mend);
  }
}
