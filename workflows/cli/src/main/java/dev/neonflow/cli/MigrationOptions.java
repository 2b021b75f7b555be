package dev.neonflow.cli;

import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.migrate.Migrator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands that migrate understand about it. */
@Section.Of(Section.MIGRATIONS)
final class MigrationOptions {

  @Option(
      names = "--migrate",
      paramLabel = "COMMAND",
      description =
          "The command that migrates; it gets DATABASE_URL. Or the name of what is known better:"
              + " drizzle, prisma, django, npm:SCRIPT, pnpm:SCRIPT, yarn:SCRIPT (default: found if"
              + " their files are in a usual place).")
  private @Nullable String migrate;

  @Option(
      names = "--flyway",
      paramLabel = "DIR",
      description = "The directory with Flyway migrations (default: found in a usual place).")
  private @Nullable Path flyway;

  @Option(
      names = "--liquibase",
      paramLabel = "FILE",
      description =
          "Liquibase's changelog that includes all others; needs the artifact neonflow-liquibase,"
              + " which a checkout has (default: none).")
  private @Nullable Path liquibase;

  private Migrations migrations = Migrations.NONE;

  /** Finds out what migrates; before that, nothing does. */
  void choose(Path directory) {
    migrations = Migrations.choose(directory, migrate, flyway, liquibase);
  }

  boolean migrates() {
    return migrations.migrator() != null;
  }

  /** Hands what migrates to the entry point, and says how it was chosen. */
  void tell(NeonflowBuilder builder, Terminal terminal) {
    terminal.line(migrations.said());
    Migrator migrator = migrations.migrator();
    if (migrator != null) {
      builder.migrator(migrator);
    }
  }
}
