package dev.neonflow.workflows.flyway;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.HistoryCheck;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.migrate.MigrationReport;
import dev.neonflow.workflows.migrate.MigrationTarget;
import dev.neonflow.workflows.migrate.MigrationWatch;
import dev.neonflow.workflows.migrate.Migrator;
import dev.neonflow.workflows.migrate.TargetDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/**
 * Flyway, in this process, over the direct connection. Its lock belongs to the session and not to a
 * transaction, so that {@code CREATE INDEX CONCURRENTLY} in a migration ends; of two runs at the
 * same time one waits for the other. Flyway logs through SLF4J.
 *
 * @param directory where the migrations are, {@code V1__what.sql} and so on
 */
public record FlywayMigrator(Path directory) implements Migrator {
  /** Flyway asks once a second. */
  private static final int LOCK_RETRIES = 600;

  /** What Flyway accepts before it migrates: what is new, and what a newer release applied. */
  private static final String[] NOT_FAULTS = {"*:pending", "*:future"};

  /** Migrations from a directory, for example {@code from("db/migration")}. */
  public static FlywayMigrator from(String directory) {
    return from(Path.of(directory));
  }

  /** Migrations from a directory. */
  public static FlywayMigrator from(Path directory) {
    return new FlywayMigrator(directory);
  }

  @Override
  public String tool() {
    return "flyway";
  }

  @Override
  public String describe() {
    return "Flyway, " + directory;
  }

  @Override
  public MigrationReport migrate(MigrationTarget target, StepContext context) {
    requireDirectory();
    long started = System.nanoTime();
    try (TargetDatabase database = new TargetDatabase(target, context)) {
      try {
        FluentConfiguration configuration = configuration().dataSource(database);
        if (!target.watch().equals(MigrationWatch.NONE)) {
          configuration.callbacks(new TellingWatch(target.watch()));
        }
        MigrateResult result = configuration.load().migrate();
        return report(result, Duration.ofNanos(System.nanoTime() - started));
      } catch (FlywayException e) {
        context.cancel().throwIfCancelled();
        throw new FlywayFailure(target, database).translated(e);
      }
    }
  }

  @Override
  public HistoryCheck history(MigrationTarget target, Instant since, StepContext context) {
    requireDirectory();
    try (TargetDatabase database = new TargetDatabase(target, context)) {
      try {
        return new FlywayHistory(since).check(flyway(database).info().all());
      } catch (FlywayException e) {
        context.cancel().throwIfCancelled();
        throw new FlywayFailure(target, database).translated(e);
      }
    }
  }

  @Override
  public Optional<List<String>> pending(MigrationTarget target, StepContext context) {
    requireDirectory();
    try (TargetDatabase database = TargetDatabase.toRead(target, context)) {
      try {
        Flyway flyway =
            configuration().dataSource(database).ignoreMigrationPatterns(NOT_FAULTS).load();
        flyway.validate();
        return Optional.of(
            Stream.of(flyway.info().pending()).map(MigrationInfo::getScript).toList());
      } catch (FlywayException e) {
        context.cancel().throwIfCancelled();
        throw new FlywayFailure(target, database).translatedQuestion(e);
      }
    }
  }

  @Override
  public List<HistoryTable> tables() {
    FluentConfiguration configuration = configuration();
    return List.of(new HistoryTable(configuration.getDefaultSchema(), configuration.getTable()));
  }

  private void requireDirectory() {
    if (!Files.isDirectory(directory)) {
      throw PreconditionException.usage(
          "the directory with Flyway's migrations, " + directory.toAbsolutePath() + ", is missing",
          "name the directory that holds V1__....sql");
    }
  }

  private Flyway flyway(TargetDatabase database) {
    return configuration().dataSource(database).load();
  }

  private FluentConfiguration configuration() {
    FluentConfiguration configuration =
        Flyway.configure(FlywayMigrator.class.getClassLoader())
            .loggers("slf4j")
            .locations("filesystem:" + directory.toAbsolutePath())
            .failOnMissingLocations(true)
            .lockRetryCount(LOCK_RETRIES);
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  private MigrationReport report(MigrateResult result, Duration took) {
    @Nullable String before = result.initialSchemaVersion;
    @Nullable String after = result.targetSchemaVersion;
    List<MigrationReport.Applied> applied =
        result.getSuccessfulMigrations().stream().map(FlywayMigrator::applied).toList();
    return new MigrationReport(tool(), applied, before, after == null ? before : after, took);
  }

  private static MigrationReport.Applied applied(MigrateOutput migration) {
    boolean repeatable = migration.version == null || migration.version.isEmpty();
    return new MigrationReport.Applied(
        repeatable ? "repeatable" : migration.version,
        migration.description == null ? "" : migration.description,
        Duration.ofMillis(migration.executionTime));
  }
}
