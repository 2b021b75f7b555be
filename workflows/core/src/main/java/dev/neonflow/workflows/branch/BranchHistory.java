package dev.neonflow.workflows.branch;

import dev.neonflow.workflows.StepContext;
import java.time.Instant;
import java.util.List;

/** Knows which migrations a branch has; every migrator does, or says that it does not. */
public interface BranchHistory {

  /**
   * Compares what was applied to a branch with the migrations of today. Reads only.
   *
   * @param since when the branch got its parent's present state last
   */
  HistoryCheck history(BranchRef branch, Instant since, StepContext context) throws Exception;

  /**
   * The tables in which the tool notes what it applied. A new branch with its parent's schema only
   * gets their rows, too, for else the tool would apply to it again what it has. Some or all of
   * them may not be there. Empty, if it is not known: then the tool begins at its first migration.
   */
  default List<HistoryTable> tables() {
    return List.of();
  }
}
