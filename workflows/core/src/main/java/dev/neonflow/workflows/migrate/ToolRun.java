package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.MigrationFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.process.ChildProcess;
import dev.neonflow.workflows.internal.process.Tail;
import dev.neonflow.workflows.internal.redaction.Redactor;
import dev.neonflow.workflows.migrate.MigrationReport.Applied;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One run of a tool's command: alone on its branch, with its database in its environment, and with
 * a look at its history before and after.
 */
final class ToolRun {
  private static final int SHELL_CANNOT_RUN = 126;
  private static final int SHELL_FOUND_NOTHING = 127;

  /** What moves a terminal's cursor and colours its text. */
  private static final Pattern CONTROL = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");

  private final ToolCommand tool;
  private final Invocation invocation;
  private final @Nullable ToolHistory history;
  private final MigrationTarget target;
  private final StepContext context;
  private final Redactor redactor;

  ToolRun(ToolCommand tool, MigrationTarget target, StepContext context) {
    this.tool = tool;
    this.invocation = tool.invocation();
    this.history = tool.knownHistory().orElse(null);
    this.target = target;
    this.context = context;
    this.redactor = Redactor.of(target.direct(), target.pooled());
  }

  MigrationReport run() {
    try (TargetDatabase database = new TargetDatabase(target, context)) {
      // Before the tool can write, a connection of ours says which branch its URL leads to.
      try (MigrationLock lock = MigrationLock.take(database, target, context)) {
        return run(database, lock);
      } catch (SQLException e) {
        context.cancel().throwIfCancelled();
        throw refused(database, e);
      }
    }
  }

  private MigrationReport run(TargetDatabase database, MigrationLock lock) throws SQLException {
    List<HistoryRow> before = rows(lock);
    if (history != null) {
      Optional<ToolHistory.Refusal> refusal = history.refusal(before);
      if (refusal.isPresent()) {
        throw new MigrationFailedException(refusal.get().what(), refusal.get().next(), null);
      }
    }
    long started = System.nanoTime();
    Tail tail = new Tail();
    int exitCode =
        ChildProcess.run(
            invocation.command(target, redactor),
            line -> {
              String text = CONTROL.matcher(line).replaceAll("");
              tail.add(text);
              context.progress(text, -1);
            },
            context.cancel(),
            () -> beat(database, lock));
    if (exitCode != 0) {
      throw failure(exitCode, tail, database, lock);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    List<HistoryRow> after = rowsAfter(lock);
    return new MigrationReport(
        tool.tool(), applied(before, after), last(before), last(after), took);
  }

  private List<HistoryRow> rows(MigrationLock lock) throws SQLException {
    return history == null ? List.of() : AppliedRows.read(lock.connection(), history);
  }

  /** That the report is poorer is no reason to call a migration failed that was not. */
  private List<HistoryRow> rowsAfter(MigrationLock lock) {
    try {
      return rows(lock);
    } catch (SQLException e) {
      LoggerFactory.getLogger(ToolRun.class)
          .warn("the migration's history cannot be read: {}", redactor.redact(first(e)));
      return List.of();
    }
  }

  private void beat(TargetDatabase database, MigrationLock lock) {
    context.heartbeat();
    try {
      lock.beat();
    } catch (SQLException e) {
      context.cancel().throwIfCancelled();
      if (!target.isProduction(context)) {
        throw database.lost(e);
      }
      // Production is not left half-migrated.
      context.progress("the connection that kept other runs away is lost; start none now", -1);
    }
  }

  private static List<Applied> applied(List<HistoryRow> before, List<HistoryRow> after) {
    Set<HistoryRow> known = new HashSet<>(before);
    List<Applied> applied = new ArrayList<>();
    for (HistoryRow row : after) {
      if (row.complete() && !known.contains(row)) {
        applied.add(new Applied(row.name(), "", row.took()));
      }
    }
    return applied;
  }

  private static @Nullable String last(List<HistoryRow> rows) {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1).name();
  }

  private RuntimeException failure(
      int exitCode, Tail tail, TargetDatabase database, MigrationLock lock) {
    String what = redactor.redact(tool.describe());
    boolean nothingRan = exitCode == SHELL_FOUND_NOTHING || exitCode == SHELL_CANNOT_RUN;
    if (invocation.shell() && nothingRan) {
      return PreconditionException.usage(
          "cannot run " + what + tail.last().map(last -> ": " + last).orElse(""),
          "install the program, or put its directory on PATH");
    }
    try {
      database.checkFence();
      return refusedByTool(exitCode, tail.toString(), database, lock);
    } catch (SQLException e) {
      if (TargetDatabase.isLost(e)) {
        return database.lost(e);
      }
      return failed(exitCode, tail.toString(), "", database.afterFailure());
    }
  }

  private MigrationFailedException refusedByTool(
      int exitCode, String output, TargetDatabase database, MigrationLock lock)
      throws SQLException {
    String reason = "";
    String next = database.afterFailure();
    if (history != null) {
      List<HistoryRow> now = rows(lock);
      if (!target.isProduction(context)) {
        reason = history.reason(lock.connection(), now).orElse("");
      }
      next =
          history
              .baseline(now, reason + output)
              .map(this::onceThere)
              .or(() -> history.wayOut(now).map(way -> way + "; " + database.afterFailure()))
              .orElse(next);
    }
    return failed(exitCode, output, reason, next);
  }

  private String onceThere(String command) {
    String where =
        context.subject().isProduction() ? "it" : "the database that this branch comes from";
    return "if the tables were there before the tool and are as the migrations leave them, say so once"
        + " to "
        + where
        + " ("
        + command
        + "); else correct the migration, or begin with an empty database";
  }

  private MigrationFailedException failed(int exitCode, String output, String reason, String next) {
    return new MigrationFailedException(
        redactor.redact(tool.describe())
            + " ended with exit code "
            + exitCode
            + (reason.isEmpty() ? "" : ": " + redactor.redact(reason))
            + wrote(reason, output),
        next,
        null);
  }

  private String wrote(String reason, String output) {
    if (!output.isEmpty()) {
      return ". It wrote: " + output;
    }
    boolean known = !reason.isEmpty();
    return known ? "" : "; " + (history == null ? "it wrote nothing" : history.silence());
  }

  /** What a database's refusal of our own connection or question means. */
  static NeonflowException refused(TargetDatabase database, SQLException e) {
    return TargetDatabase.isLost(e)
        ? database.lost(e)
        : PreconditionException.state(
            "the database refused the connection or a question: " + first(e),
            "check the database and the role of this run",
            e);
  }

  private static String first(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
