package dev.neonflow.workflows;

/**
 * The output of a step that removes something and proves that it is gone. A run in which only such
 * steps failed, and another one did remove something, is done with leftovers.
 */
public interface Removal {

  /** Whether there was something to remove. */
  boolean existed();

  /** Whether a step puts out such a thing. */
  static boolean isOutputOf(Step<?> step) {
    return Removal.class.isAssignableFrom(step.output().type());
  }
}
