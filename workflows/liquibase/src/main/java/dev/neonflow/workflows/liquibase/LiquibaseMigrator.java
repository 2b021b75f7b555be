package dev.neonflow.workflows.liquibase;

import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.branch.ParentDatabase;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import liquibase.GlobalConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase, in this process, over the direct connection. Of two runs at the same time one waits
 * for the other; the changelog's lock that a killed run left is released. Contexts and labels are
 * those of Liquibase's own environment variables, {@code LIQUIBASE_COMMAND_CONTEXT_FILTER} and
 * {@code LIQUIBASE_COMMAND_LABEL_FILTER}. Liquibase logs through SLF4J and writes to no stream.
 *
 * @param file the changelog that includes all others, as Liquibase names it in its history, for
 *     example {@code db/changelog/db.changelog-master.yaml}
 * @param directory where that file, and those that it includes, are searched
 */
public record LiquibaseMigrator(String file, Path directory) implements Migrator {

  /** A changelog in this process's working directory, for example {@code from("changelog.xml")}. */
  public static LiquibaseMigrator from(String file) {
    return new LiquibaseMigrator(file, Path.of(""));
  }

  /** The same changelog, searched in another directory. */
  public LiquibaseMigrator in(Path otherDirectory) {
    return new LiquibaseMigrator(file, otherDirectory);
  }

  @Override
  public String tool() {
    return "liquibase";
  }

  @Override
  public String describe() {
    return "Liquibase, " + file;
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) {
    requireFile();
    long started = System.nanoTime();
    try (TargetDatabase database = new TargetDatabase(target, context)) {
      return over(
          database,
          target,
          context,
          LiquibaseFailure::translated,
          connection -> {
            try (Session session = Session.toWrite(connection);
                ChangelogLock lock = new ChangelogLock(session, target, database, context)) {
              lock.take();
              Changelog changelog = Changelog.read(file, session);
              @Nullable String before = changelog.version();
              List<MigrationReport.Applied> applied = changelog.update(target.watch());
              @Nullable String after = changelog.version();
              Duration took = Duration.ofNanos(System.nanoTime() - started);
              return new MigrationReport(tool(), applied, before, after, took);
            }
          });
    }
  }

  @Override
  public HistoryCheck history(MigrationTarget target, Instant since, StepContext context) {
    return check(target, since, context, Optional::empty);
  }

  @Override
  public HistoryCheck history(BranchRef branch, Instant since, StepContext context) {
    HistoryTable table = tables().get(0);
    return check(
        MigrationTarget.of(branch, context.connection(branch)),
        since,
        context,
        () ->
            ParentDatabase.ask(
                branch, context, connection -> LiquibaseHistory.of(connection, table)));
  }

  private HistoryCheck check(
      MigrationTarget target,
      Instant since,
      StepContext context,
      Supplier<Optional<Set<String>>> parents) {
    LiquibaseHistory history = new LiquibaseHistory(since, parents);
    return reading(target, context, history::check);
  }

  @Override
  public Optional<List<String>> pending(MigrationTarget target, StepContext context) {
    return Optional.of(
        reading(
            target,
            context,
            changelog -> {
              changelog.validate();
              return changelog.pending().stream().map(Changelog::name).toList();
            }));
  }

  /**
   * The table of what was applied. That of the lock is not one: a lock that is held on the parent
   * is held by nobody here.
   */
  @Override
  public List<HistoryTable> tables() {
    String table = GlobalConfiguration.DATABASECHANGELOG_TABLE_NAME.getCurrentValue();
    @Nullable String schema = GlobalConfiguration.LIQUIBASE_SCHEMA_NAME.getCurrentValue();
    return List.of(new HistoryTable(schema, table.toLowerCase(Locale.ROOT)));
  }

  @Override
  public List<HistoryTable> ownTables() {
    String lock = GlobalConfiguration.DATABASECHANGELOGLOCK_TABLE_NAME.getCurrentValue();
    @Nullable String schema = GlobalConfiguration.LIQUIBASE_SCHEMA_NAME.getCurrentValue();
    List<HistoryTable> all = new ArrayList<>(tables());
    all.add(new HistoryTable(schema, lock.toLowerCase(Locale.ROOT)));
    return all;
  }

  /** What is asked over a connection. */
  private interface Question<A, T> {
    T ask(A about) throws Exception;
  }

  /** What a failure means, for what was wanted. */
  private interface Telling {
    NeonflowException of(LiquibaseFailure failure, Exception e);
  }

  private <T> T reading(
      MigrationTarget target, StepContext context, Question<Changelog, T> question) {
    requireFile();
    try (TargetDatabase database = TargetDatabase.toRead(target, context)) {
      return over(
          database,
          target,
          context,
          LiquibaseFailure::translatedQuestion,
          connection -> {
            try (Session session = Session.toRead(connection)) {
              return question.ask(Changelog.read(file, session));
            }
          });
    }
  }

  private <T> T over(
      TargetDatabase database,
      MigrationTarget target,
      StepContext context,
      Telling failure,
      Question<Connection, T> work) {
    try {
      return Quiet.run(
          directory,
          () -> {
            try (Connection connection = database.getConnection()) {
              return work.ask(connection);
            }
          });
    } catch (NeonflowException e) {
      throw e;
    } catch (Exception e) {
      context.cancel().throwIfCancelled();
      throw failure.of(new LiquibaseFailure(target, database), e);
    }
  }

  private void requireFile() {
    Path changelog = directory.resolve(file);
    if (!Files.isRegularFile(changelog)) {
      throw PreconditionException.usage(
          "Liquibase's changelog, " + changelog.toAbsolutePath() + ", is missing",
          "name the changelog that includes all others");
    }
  }
}
