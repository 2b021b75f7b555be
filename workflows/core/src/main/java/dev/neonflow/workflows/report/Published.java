package dev.neonflow.workflows.report;

import dev.neonflow.workflows.Key;

/**
 * Where a report is.
 *
 * @param location a URL or a file
 * @param created whether it is new; false if an earlier one was replaced
 */
public record Published(String location, boolean created) {

  /** The output of a comment step. */
  public static final Key<Published> KEY = new Key<>("comment", Published.class);
}
