package dev.neonflow.workflows;

import org.jspecify.annotations.Nullable;

/**
 * A pull request.
 *
 * @param number from 1
 * @param gitBranch its branch, or null if unknown
 * @param commit its newest commit, or null if unknown
 */
public record PullRequest(int number, @Nullable String gitBranch, @Nullable String commit) {

  /** Checks the number. */
  public PullRequest {
    if (number < 1) {
      throw PreconditionException.usage(
          "a pull request's number starts at 1, but this is " + number,
          "give the number of the pull request");
    }
  }

  /** One of which only the number is known. */
  public static PullRequest number(int number) {
    return new PullRequest(number, null, null);
  }
}
