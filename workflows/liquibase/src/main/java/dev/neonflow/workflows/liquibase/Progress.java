package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import org.jspecify.annotations.Nullable;

/** Tells and notes what is applied, and where that fails. */
final class Progress extends AbstractChangeExecListener {
  private final List<MigrationReport.Applied> applied = new ArrayList<>();
  private final MigrationWatch watch;
  private long began;
  private @Nullable String failed;

  Progress(MigrationWatch watch) {
    this.watch = watch;
  }

  /** A change set that failed. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean first;

    Failure(String where, boolean first, LiquibaseException cause) {
      super(where, cause);
      this.first = first;
    }

    /** Its name and file. */
    String where() {
      return String.valueOf(getMessage());
    }

    /** Whether the history is empty. */
    boolean isFirst() {
      return first;
    }
  }

  @Override
  public void willRun(
      ChangeSet change,
      DatabaseChangeLog changelog,
      Database database,
      ChangeSet.RunStatus status) {
    watch.begins(Changelog.name(change));
    began = System.nanoTime();
  }

  @Override
  public void ran(
      ChangeSet change, DatabaseChangeLog changelog, Database database, ChangeSet.ExecType type) {
    // One that is only noted, because of its preconditions, did nothing.
    if (type == ChangeSet.ExecType.EXECUTED || type == ChangeSet.ExecType.RERAN) {
      String comments = change.getComments();
      applied.add(
          new MigrationReport.Applied(
              Changelog.name(change),
              comments == null ? "" : comments,
              Duration.ofNanos(System.nanoTime() - began)));
    }
  }

  @Override
  public void runFailed(
      ChangeSet change, DatabaseChangeLog changelog, Database database, Exception error) {
    failed = Changelog.name(change) + " in " + change.getFilePath();
  }

  List<MigrationReport.Applied> applied() {
    return applied;
  }

  /**
   * The same error, with where it was if a change set failed.
   *
   * @param fresh whether nothing had been applied before
   */
  Exception failed(boolean fresh, LiquibaseException error) {
    return failed == null ? error : new Failure(failed, fresh && applied.isEmpty(), error);
  }
}
