package dev.neonflow.workflows;

import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.DeleteBranch;
import dev.neonflow.workflows.branch.EnsureBranch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the plan of what was written, or says what is wrong with it. Pure. */
final class Planner {

  private static final Map<String, String> VERBS =
      Map.of(
          "branch", "write .branch(\"name\") before it, or start with preview(), which makes it",
          "migration", "write .migrate() before it",
          "deployment", "write .deploy() before it");

  private Planner() {}

  static Plan plan(Workflow<?> workflow) {
    List<PlannedStep> steps = new ArrayList<>();
    Map<String, String> verbs = new HashMap<>();
    for (Draft.Item item : workflow.items()) {
      PlannedStep step = planned(item);
      String verb = ((Draft.Written) item).verb();
      if (verbs.putIfAbsent(step.id(), verb) != null) {
        throw usedTwice(step.id(), verb);
      }
      steps.add(step);
    }
    requirements(steps, verbs);
    steps.sort(Comparator.comparing(PlannedStep::runs));
    return new Plan(
        workflow.kind(), Plan.FORMAT, workflow.subject(), workflow.draft().policies(), steps);
  }

  static Map<String, StepBody> bodies(Workflow<?> workflow) {
    Map<String, StepBody> bodies = new HashMap<>();
    for (Draft.Item item : workflow.items()) {
      if (item instanceof Draft.Written written && written.body() != null) {
        bodies.put(planned(item).id(), written.body());
      }
    }
    return bodies;
  }

  private static PlannedStep planned(Draft.Item item) {
    if (item instanceof Draft.Missing missing) {
      throw new InvalidWorkflowException(
          missing.verb() + "() has no " + missing.tool(),
          "set a default with Neonflow.builder(neon)."
              + missing.tool()
              + "(...), or write ."
              + missing.verb()
              + "("
              + missing.tool()
              + ")",
          null);
    }
    Draft.Written written = (Draft.Written) item;
    Step<?> step = written.step();
    String name = written.options().name();
    if (step == null) {
      String id = name == null ? "local" : name;
      return new PlannedStep(id, null, "run " + id, Runs.ON_SUCCESS, written.options());
    }
    if (!(step instanceof Record)) {
      throw new InvalidWorkflowException(
          written.verb() + ": step " + step.output().name() + " is no record",
          "write its class as a record whose components are its configuration, or as a lambda:"
              + " .then(\"name\", context -> ...)",
          null);
    }
    return new PlannedStep(
        name == null ? step.output().name() : name,
        step,
        step.describe(),
        written.runs() == null ? step.runs() : written.runs(),
        written.options());
  }

  private static InvalidWorkflowException usedTwice(String id, String verb) {
    return new InvalidWorkflowException(
        verb + " makes a second step " + id,
        "leave one out, or give it a name of its own:"
            + " .then(step, StepOptions.named(\"another-"
            + id
            + "\"))",
        null);
  }

  private static void requirements(List<PlannedStep> written, Map<String, String> verbs) {
    Set<Key<?>> known = new HashSet<>();
    EnsureBranch branch = null;
    boolean deleted = false;
    for (PlannedStep planned : written) {
      Step<?> step = planned.step();
      if (step == null) {
        continue;
      }
      if (step instanceof EnsureBranch ensure) {
        if (branch != null) {
          throw secondBranch(String.valueOf(verbs.get(planned.id())), branch.name().name());
        }
        branch = ensure;
      }
      if (deleted && step.requires().contains(BranchRef.KEY)) {
        throw new InvalidWorkflowException(
            verbs.get(planned.id()) + ": step " + planned.id() + " needs the branch, which is gone",
            "write .deleteBranch() after it",
            null);
      }
      deleted |= step instanceof DeleteBranch && planned.runs() == Runs.ON_SUCCESS;
      for (Key<?> key : step.requires()) {
        if (!known.contains(key)) {
          boolean later = written.stream().anyMatch(other -> puts(other, key));
          throw new InvalidWorkflowException(
              verbs.get(planned.id())
                  + ": step "
                  + planned.id()
                  + " needs "
                  + key.name()
                  + (later ? ", which is put out only after it" : ", which nothing puts out"),
              later
                  ? "write the step that puts out " + key.name() + " before it"
                  : VERBS.getOrDefault(
                      key.name(),
                      "write a step before it that puts out "
                          + key.name()
                          + " ("
                          + key.type().getSimpleName()
                          + ")"),
              null);
        }
      }
      known.add(step.output());
    }
  }

  /**
   * A branch is found again by its workflow's key, so a second one would be taken for the first.
   */
  static InvalidWorkflowException secondBranch(String verb, String first) {
    return new InvalidWorkflowException(
        verb + " makes a second branch beside " + first + "; a workflow has one, found by its key",
        "write a workflow for each branch: neonflow.workflow(\"another\").branch(...)",
        null);
  }

  private static boolean puts(PlannedStep planned, Key<?> key) {
    Step<?> step = planned.step();
    return step != null && step.output().equals(key);
  }
}
