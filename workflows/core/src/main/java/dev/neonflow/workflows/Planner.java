package dev.neonflow.workflows;

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
          "branch", "start with preview(), which makes it",
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
    return new PlannedStep(
        name == null ? step.output().name() : name,
        step,
        step.describe(),
        step.runs(),
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
    for (PlannedStep planned : written) {
      Step<?> step = planned.step();
      if (step == null) {
        continue;
      }
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

  private static boolean puts(PlannedStep planned, Key<?> key) {
    Step<?> step = planned.step();
    return step != null && step.output().equals(key);
  }
}
