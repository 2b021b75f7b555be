package dev.neonflow.workflows;

/** Tells a step that its run is to end. Thread-safe. */
public interface CancelToken {

  /** Whether the run is to end. */
  boolean isCancelled();

  /**
   * Ends the step if the run is to end.
   *
   * @throws WorkflowCancelledException if it is
   */
  void throwIfCancelled();

  /**
   * Runs an action when the run is cancelled, at once if it is already: to abort a connection or to
   * stop a child process. Closing the registration forgets it.
   */
  Registration onCancel(Runnable action);

  /** Forgets an action. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
