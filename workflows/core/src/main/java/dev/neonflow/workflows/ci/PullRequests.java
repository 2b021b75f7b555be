package dev.neonflow.workflows.ci;

import java.util.Set;

/**
 * Which pull requests of a repository are open. An implementation holds no secret: it looks its
 * token up where it is asked. Thread-safe.
 */
public interface PullRequests {

  /** Where it is read, in a few words. */
  String describe();

  /**
   * Whether a pull request was surely closed or merged: a preview's run removes the preview then.
   * That it is not among the open ones is not enough. Asked again before each step of a run that
   * changes something, so it must be cheap.
   *
   * @return false also where it cannot be told
   */
  boolean isClosed(int number) throws Exception;

  /**
   * All that are open; a sweep takes all others for closed.
   *
   * @throws dev.neonflow.workflows.PreconditionException if the list is not surely complete
   */
  Set<Integer> open() throws Exception;
}
