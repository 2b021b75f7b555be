package dev.neonflow.sdk.branches;

import java.util.Map;

/**
 * A branch with what was noted on it when it was made.
 *
 * @param branch the branch
 * @param annotations written at creation only; empty if there are none
 */
public record AnnotatedBranch(Branch branch, Map<String, String> annotations) {

  /** Copies the annotations. */
  public AnnotatedBranch {
    annotations = Map.copyOf(annotations);
  }
}
