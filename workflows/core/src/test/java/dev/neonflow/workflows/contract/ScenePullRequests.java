package dev.neonflow.workflows.contract;

import dev.neonflow.workflows.ci.PullRequests;
import java.util.Set;

/** Each scene's pull request, open until the scene closes it. */
public record ScenePullRequests() implements PullRequests {

  @Override
  public String describe() {
    return "the scenes";
  }

  @Override
  public boolean isClosed(int number) {
    return Scene.isClosed(number);
  }

  @Override
  public Set<Integer> open() {
    throw new UnsupportedOperationException("nobody sweeps here");
  }
}
