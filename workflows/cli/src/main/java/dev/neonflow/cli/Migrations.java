package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.migrate.CommandMigrator;
import dev.neonflow.workflows.migrate.Migrator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what migrates a checkout's database. */
final class Migrations {

  private static final List<String> USUAL_PLACES =
      List.of("db/migration", "src/main/resources/db/migration");
  private static final Pattern FLYWAY_FILE =
      Pattern.compile("(V\\d[\\w.]*|R)__.+\\.sql", Pattern.CASE_INSENSITIVE);

  private final Path directory;
  private final Terminal terminal;

  Migrations(Path directory, Terminal terminal) {
    this.directory = directory;
    this.terminal = terminal;
  }

  /**
   * What was asked for, else what is found, else null after saying so.
   *
   * @throws PreconditionException if two were asked for, or a directory is not there
   */
  @Nullable Migrator choose(@Nullable String command, @Nullable Path flyway) {
    if (command != null && flyway != null) {
      throw PreconditionException.usage(
          "both --migrate and --flyway are given", "give the one that migrates this application");
    }
    if (command != null) {
      return CommandMigrator.shell(command).in(directory);
    }
    if (flyway != null) {
      Path place = directory.resolve(flyway);
      if (!Files.isDirectory(place)) {
        throw PreconditionException.usage(
            "--flyway " + flyway + " is not a directory", "give the directory with the V1__*.sql");
      }
      return FlywayMigrator.from(place);
    }
    for (String usual : USUAL_PLACES) {
      Path place = directory.resolve(usual);
      if (holdsFlyway(place)) {
        terminal.line("migration: Flyway, found in " + usual);
        return FlywayMigrator.from(place);
      }
    }
    terminal.line(
        "migration: none found in "
            + String.join(" or ", USUAL_PLACES)
            + "; left out (--flyway DIR or --migrate \"COMMAND\" names one)");
    return null;
  }

  private static boolean holdsFlyway(Path place) {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.anyMatch(
          file -> FLYWAY_FILE.matcher(String.valueOf(file.getFileName())).matches());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
