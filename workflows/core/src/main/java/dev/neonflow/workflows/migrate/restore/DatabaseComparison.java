package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What differs between a database now and the same one at a restore point. Both are read in one
 * transaction each, which sees one moment and cannot write.
 */
final class DatabaseComparison {

  private static final Pattern PLANNED_ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");
  private static final int BEAT = 10_000;

  /** What writes values as text must be the same in both sessions, whatever their roles set. */
  private static final String SETTINGS =
      "set bytea_output = 'hex'; set intervalstyle = 'postgres'; set extra_float_digits = 3;"
          + " set timezone = 'UTC'; set datestyle = 'ISO, MDY'; set statement_timeout = 0;"
          + " set idle_in_transaction_session_timeout = 0; set lock_timeout = '5s'";

  private final Connection now;
  private final Connection before;
  private final long exactUpTo;
  private final StepContext context;
  private final List<TableLoss> tables = new ArrayList<>();
  private final List<String> schema = new ArrayList<>();
  private int unchanged;

  private DatabaseComparison(
      Connection now, Connection before, long exactUpTo, StepContext context) {
    this.now = now;
    this.before = before;
    this.exactUpTo = exactUpTo;
    this.context = context;
  }

  /**
   * What was found.
   *
   * @param tables those that changed, or about which that is not sure
   * @param unchanged how many others there are
   * @param schema what changed about tables and columns, for people
   */
  record Difference(List<TableLoss> tables, int unchanged, List<String> schema) {}

  /**
   * Compares.
   *
   * @param exactUpTo tables of about so many rows are compared row by row, others by estimates
   */
  static Difference of(Connection now, Connection before, long exactUpTo, StepContext context)
      throws SQLException {
    prepare(now);
    prepare(before);
    DatabaseComparison comparison = new DatabaseComparison(now, before, exactUpTo, context);
    comparison.compare(TableShape.read(now), TableShape.read(before));
    return new Difference(comparison.tables, comparison.unchanged, comparison.schema);
  }

  private static void prepare(Connection connection) throws SQLException {
    // Sorting a table may take longer than a question that is answered soon.
    connection.setNetworkTimeout(Runnable::run, 0);
    try (Statement statement = connection.createStatement()) {
      statement.execute(SETTINGS);
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
  }

  private void compare(Map<String, TableShape> tablesNow, Map<String, TableShape> tablesBefore)
      throws SQLException {
    for (TableShape table : tablesNow.values()) {
      context.cancel().throwIfCancelled();
      TableShape earlier = tablesBefore.get(table.shown());
      if (arePartitions(table, earlier)) {
        continue;
      }
      context.progress("comparing " + table.shown(), -1);
      if (earlier == null) {
        schema.add("table " + table.shown() + " was made: it goes");
        add(guarded(table, () -> made(table)));
      } else {
        schema.addAll(table.changesSince(earlier));
        add(guarded(table, () -> compared(table, earlier)));
      }
    }
    for (TableShape table : tablesBefore.values()) {
      if (!tablesNow.containsKey(table.shown()) && !arePartitions(table, null)) {
        schema.add("table " + table.shown() + " was dropped: it comes back");
        add(guarded(table, () -> dropped(table)));
      }
    }
  }

  /** Then their rows count for the table that they are of. */
  private static boolean arePartitions(TableShape one, @Nullable TableShape other) {
    return one.whole() != null && (other == null || other.whole() != null);
  }

  private void add(TableLoss loss) {
    if (loss.isNothing()) {
      unchanged++;
    } else {
      tables.add(loss);
    }
  }

  /** What is found out about one table. */
  private interface Finding {
    TableLoss find() throws SQLException;
  }

  /** A table that cannot be read does not keep the others. */
  private TableLoss guarded(TableShape table, Finding finding) throws SQLException {
    if (!table.isReadable()) {
      return TableLoss.unknown(table.shown(), "the role may not read all of it");
    }
    Savepoint ofNow = now.setSavepoint();
    Savepoint ofBefore = before.setSavepoint();
    try {
      TableLoss found = finding.find();
      now.releaseSavepoint(ofNow);
      before.releaseSavepoint(ofBefore);
      return found;
    } catch (SQLException e) {
      context.cancel().throwIfCancelled();
      if (TargetDatabase.isLost(e)) {
        throw e;
      }
      now.rollback(ofNow);
      before.rollback(ofBefore);
      return TableLoss.unknown(
          table.shown(), "it cannot be read now (SQLSTATE " + e.getSQLState() + ")");
    }
  }

  private TableLoss made(TableShape table) throws SQLException {
    Count count = count(now, table);
    return new TableLoss(
        table.shown(), count.rows(), 0L, 0L, count.estimated(), "the table was made since");
  }

  private TableLoss dropped(TableShape table) throws SQLException {
    Count count = count(before, table);
    return new TableLoss(
        table.shown(), 0L, 0L, count.rows(), count.estimated(), "the table was dropped since");
  }

  private TableLoss compared(TableShape table, TableShape earlier) throws SQLException {
    if (!earlier.isReadable()) {
      return TableLoss.unknown(table.shown(), "the role might not read all of it then");
    }
    long rows = planned(now, table);
    long rowsBefore = planned(before, earlier);
    if (Math.max(rows, rowsBefore) > exactUpTo) {
      return new TableLoss(
          table.shown(),
          Math.max(0, rows - rowsBefore),
          null,
          Math.max(0, rowsBefore - rows),
          true,
          "it has about " + rows + " rows, and updates are not known");
    }
    List<String> columns = table.common(earlier);
    List<String> identity = table.identity();
    boolean same = !identity.isEmpty() && identity.equals(earlier.identity());
    return merged(table, earlier, same ? identity : columns, columns, same);
  }

  private TableLoss merged(
      TableShape table,
      TableShape earlier,
      List<String> identity,
      List<String> columns,
      boolean identified)
      throws SQLException {
    long inserted = 0;
    long updated = 0;
    long deleted = 0;
    long seen = 0;
    try (RowStream rows = new RowStream(now, table, identity, columns);
        RowStream then = new RowStream(before, earlier, identity, columns)) {
      while (rows.key() != null || then.key() != null) {
        int order = order(rows, then);
        if (order < 0) {
          inserted++;
        } else if (order > 0) {
          deleted++;
        } else if (!rows.row().equals(then.row())) {
          updated++;
        }
        if (order <= 0) {
          rows.next();
        }
        if (order >= 0) {
          then.next();
        }
        if (++seen % BEAT == 0) {
          context.cancel().throwIfCancelled();
          context.heartbeat();
        }
      }
    }
    if (identified) {
      return TableLoss.exact(table.shown(), inserted, updated, deleted, "");
    }
    boolean none = inserted == 0 && deleted == 0;
    return new TableLoss(
        table.shown(),
        inserted,
        none ? 0L : null,
        deleted,
        !none,
        none ? "" : "without a key, an update counts as one inserted and one deleted");
  }

  /** Which of the two rows comes first; the end comes last. */
  private static int order(RowStream rows, RowStream then) {
    String one = rows.key();
    String other = then.key();
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return one.compareTo(other);
  }

  private record Count(long rows, boolean estimated) {}

  private Count count(Connection connection, TableShape table) throws SQLException {
    long planned = planned(connection, table);
    return planned > exactUpTo
        ? new Count(planned, true)
        : new Count(number(connection, "select count(*) from " + table.from()), false);
  }

  /** How many rows the server's planner expects, from its statistics and the files' sizes. */
  private static long planned(Connection connection, TableShape table) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("explain (format json) select 1 from " + table.from())) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    Matcher found = PLANNED_ROWS.matcher(plan);
    return found.find() ? Long.parseLong(found.group(1)) : Long.MAX_VALUE;
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
