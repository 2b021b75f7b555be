package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Knows the migrations in a tool's files, and how the tool notes what it applied. Only reads. */
interface ToolHistory {

  /** Where the tool notes it. */
  HistoryTable table();

  /** What it noted, in order; only called if the table is there. */
  List<HistoryRow> rows(Connection connection, String quotedTable) throws SQLException;

  /** The names of the migrations that it would apply now, in order. */
  List<String> pending(List<HistoryRow> rows);

  /** Why the tool would not do what its files say; empty if it would. */
  default Optional<Refusal> refusal(List<HistoryRow> rows) {
    return Optional.empty();
  }

  /**
   * What was applied and is different or gone today, each with its reason.
   *
   * @param since when the branch got its parent's present state
   * @param parents the rows that its parent has now, if that is known; asked for only if nothing
   *     else tells
   */
  List<String> faults(
      List<HistoryRow> rows, Instant since, Supplier<Optional<Set<HistoryRow>>> parents);

  /** What is known of a failure about which the tool wrote nothing. */
  default String silence() {
    return "it wrote nothing";
  }

  /** Finds out which statement failed, where the tool does not say so itself. */
  default Optional<String> reason(Connection connection, List<HistoryRow> rows)
      throws SQLException {
    return Optional.empty();
  }

  /**
   * How the tool is told that the tables are there already, if it failed because of that: they were
   * made without it.
   *
   * @param rows what it has noted now
   * @param said its own words, or the reason that was found out
   */
  default Optional<String> baseline(List<HistoryRow> rows, String said) {
    return Optional.empty();
  }

  /** What has to be done before the tool goes on after a failure, if anything. */
  default Optional<String> wayOut(List<HistoryRow> rows) {
    return Optional.empty();
  }

  /** How it all fits together. */
  default HistoryCheck check(
      List<HistoryRow> rows, Instant since, Supplier<Optional<Set<HistoryRow>>> parents) {
    List<String> faults = faults(rows, since, parents);
    if (!faults.isEmpty()) {
      int more = faults.size() - 1;
      return HistoryCheck.rewritten(faults.get(0) + (more == 0 ? "" : ", and " + more + " more"));
    }
    int pending = pending(rows).size();
    return pending == 0
        ? HistoryCheck.same()
        : HistoryCheck.additions(
            pending + (pending == 1 ? " migration is" : " migrations are") + " new");
  }

  /**
   * A reason not to start the tool.
   *
   * @param what what is wrong
   * @param next what to do about it
   */
  record Refusal(String what, String next) {}
}
