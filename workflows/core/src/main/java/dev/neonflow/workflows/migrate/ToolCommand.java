package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.branch.ParentDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A tool that runs as a command, and perhaps notes what it applied where it can be read. */
interface ToolCommand extends Migrator {

  /** How it is started. */
  Invocation invocation();

  /** What is known of its history; empty if nothing is. */
  Optional<ToolHistory> knownHistory();

  @Override
  default MigrationReport migrate(MigrationTarget target, StepContext context) {
    return new ToolRun(this, target, context).run();
  }

  @Override
  default Optional<List<String>> pending(MigrationTarget target, StepContext context) {
    return knownHistory().map(history -> pending(history, target, context));
  }

  private static List<String> pending(
      ToolHistory history, MigrationTarget target, StepContext context) {
    List<HistoryRow> rows = read(history, target, context);
    history
        .refusal(rows)
        .ifPresent(
            refusal -> {
              throw new MigrationFailedException(refusal.what(), refusal.next(), null);
            });
    return history.pending(rows);
  }

  @Override
  default HistoryCheck history(MigrationTarget target, Instant since, StepContext context) {
    return check(target, since, context, Optional::empty);
  }

  @Override
  default HistoryCheck history(BranchRef branch, Instant since, StepContext context) {
    return check(
        MigrationTarget.of(branch, context.connection(branch)),
        since,
        context,
        () -> ofParent(branch, context));
  }

  private HistoryCheck check(
      MigrationTarget target,
      Instant since,
      StepContext context,
      Supplier<Optional<Set<HistoryRow>>> parents) {
    return knownHistory()
        .map(history -> history.check(read(history, target, context), since, parents))
        .orElseGet(() -> HistoryCheck.unknown(tool() + " does not tell its history"));
  }

  private Optional<Set<HistoryRow>> ofParent(BranchRef branch, StepContext context) {
    ToolHistory history = knownHistory().orElseThrow();
    return ParentDatabase.ask(
        branch, context, connection -> new HashSet<>(AppliedRows.read(connection, history)));
  }

  @Override
  default List<HistoryTable> tables() {
    return knownHistory().map(history -> List.of(history.table())).orElse(List.of());
  }

  private static List<HistoryRow> read(
      ToolHistory history, MigrationTarget target, StepContext context) {
    try (TargetDatabase database = TargetDatabase.toRead(target, context)) {
      try (Connection connection = database.getConnection()) {
        return AppliedRows.read(connection, history);
      } catch (SQLException e) {
        context.cancel().throwIfCancelled();
        throw ToolRun.refused(database, e);
      }
    }
  }
}
