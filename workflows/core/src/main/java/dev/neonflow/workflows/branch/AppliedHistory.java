package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.StepContext;
import java.time.Instant;

/** Knows which migrations a branch has. Every migrator is one. */
public interface AppliedHistory {

  /**
   * Compares what was applied to a branch with the migrations of today. Reads only.
   *
   * @param since when the branch got its parent's present state last: what is in its history for
   *     longer came from the parent, and a reset would bring it back
   */
  HistoryCheck history(BranchRef branch, Instant since, StepContext context) throws Exception;
}
