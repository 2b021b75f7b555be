package dev.neonflow.workflows.ci.check;

import java.util.List;

/** A job of a workflow. */
record Job(Workflow workflow, String id, YamlNode node) {

  List<YamlNode> steps() {
    return node.get("steps").items();
  }

  /** What it runs of ours. */
  List<Call> calls() {
    return steps().stream().flatMap(step -> Call.in(step.get("run")).stream()).toList();
  }

  boolean runs(Call.Kind kind) {
    return calls().stream().anyMatch(call -> call.kind() == kind);
  }

  /** Whether it makes or removes the preview of a pull request. */
  boolean isPreview() {
    return runs(Call.Kind.UP) || runs(Call.Kind.DOWN);
  }

  /** The concurrency settings that hold for it: its own, else the workflow's. */
  YamlNode concurrency() {
    YamlNode own = node.get("concurrency");
    return own.isThere() ? own : workflow.root().get("concurrency");
  }
}
