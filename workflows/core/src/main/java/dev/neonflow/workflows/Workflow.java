package dev.neonflow.workflows;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What is to be done, in the order in which it is written. Immutable and thread-safe: every method
 * returns another workflow or runs this one; none of those that return a workflow does any work.
 *
 * @param <W> the kind of workflow; callers never write it
 */
public abstract sealed class Workflow<W extends Workflow<W>>
    permits BranchWorkflow, TeardownWorkflow {

  private final Draft draft;

  Workflow(Draft draft) {
    this.draft = draft;
  }

  final Draft draft() {
    return draft;
  }

  abstract W with(Draft changed);

  /** This workflow's name in plans. */
  abstract String kind();

  /** All that was written, with what this kind of workflow begins with. */
  abstract List<Draft.Item> items();

  /** What this workflow is about. */
  public final Subject subject() {
    return draft.subject();
  }

  /** Then this step. */
  public final W then(Step<?> step) {
    return then(step, StepOptions.defaults());
  }

  /** Then this step, run in this way. */
  public final W then(Step<?> step, StepOptions options) {
    return with(draft.plus(Draft.Written.of("then(...)", step, options)));
  }

  /**
   * Then this code, in this process.
   *
   * @param name its id in the plan: {@code a-z}, {@code 0-9} and {@code -}
   */
  public final W then(String name, StepBody body) {
    return with(draft.plus(Draft.Written.lambda(name, Objects.requireNonNull(body, "body"))));
  }

  /** A fragment that several workflows share. */
  public final W apply(UnaryOperator<W> fragment) {
    return fragment.apply(with(draft));
  }

  /** A fragment, if the condition holds now. */
  public final W when(boolean condition, UnaryOperator<W> fragment) {
    return condition ? apply(fragment) : with(draft);
  }

  /** Tells this listener, too. */
  public final W listener(WorkflowListener listener) {
    return with(draft.plus(listener));
  }

  /**
   * What happens to the things this run made when a step fails; {@link FailurePolicy#KEEP} first.
   */
  public final W onFailure(FailurePolicy policy) {
    return with(draft.with(draft.policies().with(policy)));
  }

  /** What happens if another run of the same key goes on; {@link OnConflict#FAIL} first. */
  public final W onConflict(OnConflict policy) {
    return with(draft.with(draft.policies().with(policy)));
  }

  /**
   * How long a run may take, waiting for another one included; without a limit if not given. A run
   * that takes longer starts no further step but the report and fails with a {@link
   * DeadlineException}.
   *
   * @throws PreconditionException if it is not positive
   */
  public final W within(Duration most) {
    if (most.isNegative() || most.isZero()) {
      throw PreconditionException.usage(
          "a run can take longer than nothing, not " + most, "give a positive time");
    }
    return with(draft.with(draft.policies().within(most)));
  }

  /**
   * Validates and describes. Does no I/O.
   *
   * @throws InvalidWorkflowException naming the step, what is missing and the remedy
   */
  public final Plan plan() {
    return Planner.plan(this);
  }

  /**
   * Reads the real state and says what a run would do now. Changes nothing.
   *
   * @throws InvalidWorkflowException as {@link #plan()}
   */
  public final DryRun dryRun() {
    return draft.neonflow().runner(draft.listeners()).dryRun(plan());
  }

  /**
   * Begins a run.
   *
   * @throws InvalidWorkflowException as {@link #plan()}, before anything happens
   * @throws LockHeldException if another run of the same key goes on and this one is not to wait;
   *     one that waits has begun, and its {@link WorkflowRun} is returned at once
   */
  public final WorkflowRun start() {
    return draft.neonflow().start(plan(), Planner.bodies(this), draft.listeners());
  }

  /**
   * Runs to the end.
   *
   * @throws InvalidWorkflowException as {@link #plan()}, before anything happens
   * @throws LockHeldException if another run of the same key goes on
   * @throws WorkflowFailedException if a step failed or the run was cancelled, with all outcomes
   */
  public final WorkflowResult run() {
    return Failures.throwIfFailed(start().await());
  }

  @Override
  public final String toString() {
    return kind() + " " + subject().key();
  }
}
