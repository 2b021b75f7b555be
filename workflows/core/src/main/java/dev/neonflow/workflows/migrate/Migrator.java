package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchHistory;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A migration tool. An implementation is a record whose components are its configuration; it holds
 * no secret.
 */
public interface Migrator extends BranchHistory {

  /** The tool's name as people write it, for example {@code flyway}. */
  String tool();

  /** One line for plans, for example {@code Flyway, db/migration}. */
  String describe();

  /**
   * Brings the target's schema up to date; having nothing to do is a success.
   *
   * @throws dev.neonflow.workflows.MigrationFailedException if a migration was refused
   */
  MigrationReport migrate(MigrationTarget target, StepContext context) throws Exception;

  /**
   * The migrations that {@link #migrate} would apply to the target now, in their order; empty if
   * this tool cannot tell. Only reads, over sessions that cannot write: the target may be
   * production, or what a branch would be made from.
   *
   * @throws dev.neonflow.workflows.MigrationFailedException if it would refuse, because what was
   *     applied does not fit the files
   */
  default Optional<List<String>> pending(MigrationTarget target, StepContext context)
      throws Exception {
    return Optional.empty();
  }

  /**
   * Compares what was applied to the target with the migrations of today. Reads only. A tool that
   * does not implement this never makes a preview's branch be reset.
   *
   * @param since when the target got its parent's present state last: what is in its history for
   *     longer came from the parent, and a reset would bring it back
   */
  default HistoryCheck history(MigrationTarget target, Instant since, StepContext context)
      throws Exception {
    return HistoryCheck.unknown(tool() + " does not tell its history");
  }

  /** All tables that are only the tool's own: those of its history, and more if it has more. */
  default List<HistoryTable> ownTables() {
    return tables();
  }

  @Override
  default HistoryCheck history(BranchRef branch, Instant since, StepContext context)
      throws Exception {
    return history(MigrationTarget.of(branch, context.connection(branch)), since, context);
  }
}
