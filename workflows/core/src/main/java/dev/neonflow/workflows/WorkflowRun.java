package dev.neonflow.workflows;

import java.time.Duration;
import java.util.Optional;

/** A run that has begun. Thread-safe. */
public interface WorkflowRun {

  /** Which run this is. */
  RunId runId();

  /**
   * Ends the run: no further step or undo starts, the running step is aborted unless it must not
   * be, an undo is aborted if it does not end within 2.5 s, the report is still published. Nothing
   * is deleted because of it. Returns at once; a second call changes nothing.
   *
   * @param reason for people, for example {@code interrupted}
   */
  void cancel(String reason);

  /**
   * Whether the run ends soon after {@link #cancel}: false while something runs that is waited for,
   * such as a migration of production.
   */
  boolean abortable();

  /**
   * Waits for the end, successful or not. A thread that is interrupted meanwhile cancels the run,
   * waits on and stays interrupted.
   *
   * @throws LockHeldException if it was to supersede a run that it cannot reach
   * @throws ConnectionLostException if the database of the locks cannot be reached
   */
  WorkflowResult await();

  /**
   * Waits for the end, but not longer than this.
   *
   * @return empty if the run goes on
   * @throws InterruptedException if the thread is interrupted; the run goes on
   */
  Optional<WorkflowResult> await(Duration atMost) throws InterruptedException;
}
