package dev.neonflow.workflows;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work in a workflow. An implementation is a record whose components are its
 * configuration, so that a plan can show it; it holds no secret and no state.
 *
 * <p>A step converges: it looks up what it is to make, adopts it if it is ours, else creates it. It
 * may be killed anywhere and is then run again from its start.
 */
public interface Step<O extends Record> {

  /** Under which name and type later steps find this one's result. */
  Key<O> output();

  /** What must have been put out by earlier steps. Checked before anything runs. */
  default Set<Key<?>> requires() {
    return Set.of();
  }

  /** When this step runs. */
  default Runs runs() {
    return Runs.ON_SUCCESS;
  }

  /** One line for plans: what this step does, without secrets. */
  String describe();

  /** Does the work. The result is small and holds no secret. */
  O run(StepContext context) throws Exception;

  /**
   * Whether it is stopped midway when its run is to end. If not, the run waits for its end, however
   * long that takes, and starts no further step.
   */
  default boolean abortable(Subject subject) {
    return true;
  }

  /**
   * Says what {@link #run} would do now, after reading the real state and changing nothing. Outputs
   * of earlier steps are there only if they exist already.
   */
  default String dryRun(StepContext context) throws Exception {
    return "would " + describe();
  }

  /**
   * Whether {@link #compensate} has anything to undo: what this run created, not what it adopted.
   * Decided from the output alone; what is not undone keeps its output.
   *
   * @param output what {@link #run} returned, or null if it may have half-run
   */
  default boolean undoable(@Nullable O output) {
    return true;
  }

  /**
   * Undoes what this run created, never what it adopted. Called only if {@link #undoable}. A step
   * that cannot tell them apart without its output undoes nothing then, as deployments do; its
   * failure says what is left.
   *
   * @param output what {@link #run} returned, or null if it may have half-run
   */
  default void compensate(@Nullable O output, StepContext context) throws Exception {}
}
