package dev.neonflow.workflows;

import java.util.List;
import java.util.Optional;

/** Finds what steps put out: by the step's id in the plan or by its own key. */
final class Outputs {

  private Outputs() {}

  static <T> Optional<T> find(Plan plan, List<StepOutcome<?>> outcomes, Key<T> key) {
    Optional<T> found = Optional.empty();
    for (PlannedStep planned : plan.steps()) {
      if (!names(planned, key)) {
        continue;
      }
      for (StepOutcome<?> outcome : outcomes) {
        if (outcome.stepId().equals(planned.id()) && outcome.output().isPresent()) {
          Object output = outcome.output().get();
          if (key.type().isInstance(output)) {
            found = Optional.of(key.type().cast(output));
          }
        }
      }
    }
    return found;
  }

  static String whyNot(Plan plan, List<StepOutcome<?>> outcomes, Key<?> key) {
    for (PlannedStep planned : plan.steps()) {
      if (!names(planned, key)) {
        continue;
      }
      for (StepOutcome<?> outcome : outcomes) {
        if (outcome.stepId().equals(planned.id())) {
          return "step " + planned.id() + " has no output: " + why(outcome);
        }
      }
      return "step " + planned.id() + " has no output: it has not run";
    }
    return "no step of this " + plan.workflow() + " puts out " + key.name();
  }

  private static String why(StepOutcome<?> outcome) {
    if (outcome instanceof StepOutcome.Failed<?> failed) {
      return "it failed: " + failed.cause().getMessage();
    }
    if (outcome instanceof StepOutcome.Skipped<?> skipped) {
      return "it was skipped: " + skipped.reason();
    }
    if (outcome instanceof StepOutcome.Succeeded<?>) {
      return "it put out another type";
    }
    return "it was undone";
  }

  private static boolean names(PlannedStep planned, Key<?> key) {
    Step<?> step = planned.step();
    if (step == null) {
      return false;
    }
    return planned.id().equals(key.name()) || step.output().equals(key);
  }
}
