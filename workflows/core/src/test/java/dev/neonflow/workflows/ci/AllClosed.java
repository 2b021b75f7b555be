package dev.neonflow.workflows.ci;

import java.util.Set;

/** A repository without open pull requests. */
public record AllClosed() implements PullRequests {
  @Override
  public String describe() {
    return "a repository without open pull requests";
  }

  @Override
  public boolean isClosed(int number) {
    return true;
  }

  @Override
  public Set<Integer> open() {
    return Set.of();
  }
}
