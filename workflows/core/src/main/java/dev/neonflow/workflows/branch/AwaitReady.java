package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.StepContext;

/** Waits until a branch's database answers, and fences it. */
final class AwaitReady {

  private AwaitReady() {}

  static void answers(BranchRef branch, StepContext context) {
    throw new UnsupportedOperationException();
  }
}
