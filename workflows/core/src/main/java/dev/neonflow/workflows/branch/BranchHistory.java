package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.StepContext;
import java.time.Instant;

/** Knows which migrations a branch has; every migrator does, or says that it does not. */
public interface BranchHistory {

  /**
   * Compares what was applied to a branch with the migrations of today. Reads only.
   *
   * @param since when the branch got its parent's present state last
   */
  HistoryCheck history(BranchRef branch, Instant since, StepContext context) throws Exception;
}
