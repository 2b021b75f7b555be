package dev.neonflow.workflows;

import java.util.Objects;

/**
 * Names the output of a step and its type. Two keys are equal if both are.
 *
 * @param name unique among the steps of a workflow, for example {@code migration}
 * @param type the record that the step returns
 */
public record Key<T>(String name, Class<T> type) {

  /** Checks that both parts are there. */
  public Key {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
