package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * One line of a plan.
 *
 * @param id unique in the plan, for example {@code migration}
 * @param step the step with its configuration, or null for a lambda, which runs in this process
 *     only
 * @param describe what it does, for people
 * @param runs when it runs
 * @param options how it runs
 */
public record PlannedStep(
    String id, @Nullable Step<?> step, String describe, Runs runs, StepOptions options) {

  /** Whether this is a lambda. */
  public boolean local() {
    return step == null;
  }
}
