package dev.neonflow.embedded.control;

import java.time.Duration;

/**
 * What a project may have.
 *
 * @param branches how many at most, roots included
 * @param rootBranches how many at most without a parent
 * @param recoverable how long a deleted branch can be recovered; zero if it is gone at once
 */
public record Limits(int branches, int rootBranches, Duration recoverable) {

  /** As many as Neon's largest plan has branches, and Neon's seven days. */
  public static final Limits DEFAULT = new Limits(5000, 5000, Duration.ofDays(7));
}
