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
      note(verbs, step.id(), ((Draft.Written) item).verb());
      steps.add(step);
    }
    steps.sort(Comparator.comparing(PlannedStep::runs));
    requirements(steps, verbs);
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
              // Whatever needs to know what migrates, migrate() says it.
              + (missing.tool().equals("migrator") ? "migrate" : missing.verb())
              + "("
              + missing.tool()
              + ")",
          null);
    }
    Draft.Written written = (Draft.Written) item;
    Step<?> step = written.step();
    String id = written.name();
    if (step == null) {
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
        id,
        step,
        step.describe(),
        written.runs() == null ? step.runs() : written.runs(),
        written.options());
  }

  /**
   * Checks a plan that somebody else made, perhaps by hand.
   *
   * @throws InvalidWorkflowException naming the step, what is missing and the remedy
   */
  static void check(Plan plan) {
    Map<String, String> verbs = new HashMap<>();
    plan.steps().forEach(step -> note(verbs, step.id(), "the plan"));
    requirements(plan.steps(), verbs);
  }

  private static void note(Map<String, String> verbs, String id, String verb) {
    if (verbs.putIfAbsent(id, verb) != null) {
      throw new InvalidWorkflowException(
          verb + " makes a second step " + id,
          "leave one out, or give it a name of its own:"
              + " .then(step, StepOptions.named(\"another-"
              + id
              + "\"))",
          null);
    }
  }

  /** In the order in which the steps run. */
  private static void requirements(List<PlannedStep> steps, Map<String, String> verbs) {
    Set<Key<?>> known = new HashSet<>();
    EnsureBranch branch = null;
    boolean deleted = false;
    for (PlannedStep planned : steps) {
      Step<?> step = planned.step();
      if (step == null || planned.runs() == Runs.WHEN_CLOSED) {
        continue;
      }
      if (step instanceof EnsureBranch ensure) {
        if (branch != null) {
          throw secondBranch(String.valueOf(verbs.get(planned.id())), branch.name().name());
        }
        branch = ensure;
      }
      if (deleted && planned.runs() != Runs.REPORT && step.requires().contains(BranchRef.KEY)) {
        throw new InvalidWorkflowException(
            verbs.get(planned.id()) + ": step " + planned.id() + " needs the branch, which is gone",
            "write .deleteBranch() after it",
            null);
      }
      deleted |= step instanceof DeleteBranch && planned.runs() == Runs.ON_SUCCESS;
      for (Key<?> key : step.requires()) {
        if (!known.contains(key)) {
          throw missing(key, planned, String.valueOf(verbs.get(planned.id())), steps);
        }
      }
      known.add(step.output());
    }
  }

  private static InvalidWorkflowException missing(
      Key<?> key, PlannedStep planned, String verb, List<PlannedStep> steps) {
    String needs = verb + ": step " + planned.id() + " needs " + key.name();
    PlannedStep later = steps.stream().filter(step -> puts(step, key)).findFirst().orElse(null);
    if (later == null) {
      String other =
          "write a step before it that puts out "
              + key.name()
              + " ("
              + key.type().getSimpleName()
              + ")";
      return new InvalidWorkflowException(
          needs + ", which nothing puts out", VERBS.getOrDefault(key.name(), other), null);
    }
    return new InvalidWorkflowException(
        needs + ", which is put out only after it",
        later.runs() == planned.runs()
            ? "write step " + later.id() + " before it"
            : "let both always run, or neither: what always runs comes after the rest",
        null);
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
