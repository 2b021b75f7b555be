package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.RanChangeSet;
import liquibase.exception.LiquibaseException;

/** Reads out of Liquibase's history whether what was applied is what there is. */
final class LiquibaseHistory {

  /** Where Liquibase says that it noted something of its own, such as a tag. */
  private static final String OF_LIQUIBASE = "liquibase-internal";

  private final Instant since;
  private final Supplier<Optional<Set<String>>> parents;

  /**
   * The history of a branch.
   *
   * @param since since when it has its parent's state
   * @param parents what its parent has now, as {@link #of} reads it, if that is known; asked for
   *     only if something is wrong
   */
  LiquibaseHistory(Instant since, Supplier<Optional<Set<String>>> parents) {
    this.since = since;
    this.parents = parents;
  }

  /** The rows of a database's history. */
  static Set<String> of(Connection connection, HistoryTable table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query(statement, table))) {
      Set<String> rows = new HashSet<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }

  private static String query(Statement statement, HistoryTable table) throws SQLException {
    String schema = table.schema();
    return "select id || '::' || author || '::' || coalesce(md5sum, '') from "
        + (schema == null ? "" : statement.enquoteIdentifier(schema, true) + ".")
        + statement.enquoteIdentifier(table.name(), true);
  }

  private static String row(RanChangeSet row) {
    return name(row) + "::" + (row.getLastCheckSum() == null ? "" : row.getLastCheckSum());
  }

  private static String name(RanChangeSet row) {
    return row.getId() + "::" + row.getAuthor();
  }

  HistoryCheck check(Changelog changelog) throws LiquibaseException {
    Set<ChangeSet> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    chosen.addAll(changelog.chosen());
    Map<RanChangeSet, String> odd = new LinkedHashMap<>();
    for (RanChangeSet row : changelog.applied()) {
      if (!OF_LIQUIBASE.equals(row.getChangeLog()) && !isParents(row)) {
        List<ChangeSet> found = changelog.files().getChangeSets(row);
        if (found.isEmpty()) {
          odd.put(row, " was applied and is not there any more");
        } else if (found.stream().anyMatch(one -> chosen.contains(one) && isChanged(one, row))) {
          odd.put(row, " was changed after it was applied");
        }
      }
    }
    Set<String> ofParent =
        odd.isEmpty() ? Set.<String>of() : parents.get().orElse(Set.<String>of());
    List<String> faults =
        odd.entrySet().stream()
            .filter(fault -> !ofParent.contains(row(fault.getKey())))
            .map(fault -> name(fault.getKey()) + fault.getValue())
            .toList();
    if (!faults.isEmpty()) {
      int more = faults.size() - 1;
      return HistoryCheck.rewritten(faults.get(0) + (more == 0 ? "" : ", and " + more + " more"));
    }
    int pending = changelog.pending().size();
    return pending == 0
        ? HistoryCheck.same()
        : HistoryCheck.additions(
            pending + (pending == 1 ? " change set is" : " change sets are") + " new");
  }

  private static boolean isChanged(ChangeSet change, RanChangeSet row) {
    return !change.shouldRunOnChange()
        && !change.shouldAlwaysRun()
        && !change.isCheckSumValid(row.getLastCheckSum());
  }

  /**
   * What came with the parent a reset would bring again: the files are those of an older commit, or
   * Liquibase refuses them until they are mended.
   */
  private boolean isParents(RanChangeSet row) {
    Date executed = row.getDateExecuted();
    return executed != null
        && executed.toInstant().isBefore(since)
        && asUtc(executed).isBefore(since);
  }

  /**
   * The history says when in the local time of who migrated, and it is read as that of who asks:
   * right where both have the same time zone. CI has UTC.
   */
  private static Instant asUtc(Date executed) {
    return LocalDateTime.ofInstant(executed.toInstant(), ZoneId.systemDefault())
        .toInstant(ZoneOffset.UTC);
  }
}
