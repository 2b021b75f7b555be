package dev.neonflow.workflows;

import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Connections;
import dev.neonflow.workflows.report.RunReport;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What a running step sees of its run. Used by the step's own thread only. */
public interface StepContext {

  /**
   * The output of an earlier step.
   *
   * @throws NoSuchElementException naming the step if it has none
   */
  <T> T get(Key<T> key);

  /** The output of an earlier step, if it has one. */
  <T> Optional<T> find(Key<T> key);

  /** The client of Neon's management API. */
  Neon neon();

  /** What this workflow is about: project, repository, pull request, commit. */
  Subject subject();

  /**
   * How to connect to a branch, with its password. Asked of Neon at the first call and kept for the
   * run. The branch is fenced: asking for one that this workflow may not write to fails.
   */
  ConnectionUris connection(BranchRef branch);

  /** Tokens and passwords by name. */
  Secrets secrets();

  /** This run's id. */
  RunId runId();

  /** {@code runId/stepId}: the same in every attempt and on every machine. */
  String idempotencyKey();

  /** What the run did so far: all outcomes up to now. What reporting steps publish. */
  RunReport report();

  /** Tells listeners how far the step is, from 0 to 1; negative if unknown. */
  void progress(String text, double fraction);

  /** Says that the step is alive. Polling loops call it every turn. */
  void heartbeat();

  /** Asked between waits. */
  CancelToken cancel();

  /** What time it is. */
  Clock clock();

  /**
   * Waits without holding up a cancellation, and beats. The only way for a step to wait for time.
   *
   * @throws WorkflowCancelledException if the run is to end
   */
  void pause(Duration duration);

  /** What this run knows about connecting to branches; behind {@link #connection(BranchRef)}. */
  Connections connections();
}
