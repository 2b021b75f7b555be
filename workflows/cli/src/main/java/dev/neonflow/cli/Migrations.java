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

/**
 * What migrates a checkout's database.
 *
 * @param migrator null if nothing does
 * @param said how it was chosen, for people
 */
record Migrations(@Nullable Migrator migrator, String said) {

  private static final List<String> USUAL_PLACES =
      List.of("db/migration", "src/main/resources/db/migration");
  private static final Pattern FLYWAY_FILE =
      Pattern.compile("(V\\d[\\w.]*|R)__.+\\.sql", Pattern.CASE_INSENSITIVE);

  /** Nothing was found. */
  static final Migrations NONE =
      new Migrations(
          null,
          "migration: none found in "
              + String.join(" or ", USUAL_PLACES)
              + "; left out (--flyway DIR or --migrate \"COMMAND\" names one)");

  /**
   * What was asked for, else what is found, else {@link #NONE}.
   *
   * @throws PreconditionException if two were asked for, or a directory is not there
   */
  static Migrations choose(Path directory, @Nullable String command, @Nullable Path flyway) {
    if (command != null && flyway != null) {
      throw PreconditionException.usage(
          "both --migrate and --flyway are given", "give the one that migrates this application");
    }
    if (command != null) {
      return new Migrations(
          CommandMigrator.shell(command).in(directory), "migration: the command of --migrate");
    }
    if (flyway != null) {
      Path place = directory.resolve(flyway);
      if (!Files.isDirectory(place)) {
        throw PreconditionException.usage(
            "--flyway " + flyway + " is not a directory", "give the directory with the V1__*.sql");
      }
      return new Migrations(
          FlywayMigrator.from(place),
          "migration: Flyway, in "
              + flyway
              + (holdsFlyway(place) ? "" : ", where no V1__*.sql is: nothing to apply"));
    }
    for (String usual : USUAL_PLACES) {
      Path place = directory.resolve(usual);
      if (holdsFlyway(place)) {
        return new Migrations(FlywayMigrator.from(place), "migration: Flyway, found in " + usual);
      }
    }
    return NONE;
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
