package dev.neonflow.cli;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import dev.neonflow.workflows.migrate.FoundTool;
import dev.neonflow.workflows.migrate.Migrator;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes Liquibase's migrator without needing its artifact, which is on the class path only where
 * somebody put it: by its name, as plans are read.
 */
final class LiquibaseChangelog {

  /** Where Java programs find their files, and Liquibase with them. */
  private static final String RESOURCES = "src/main/resources/";

  private LiquibaseChangelog() {}

  /** A changelog's name as Liquibase notes it. */
  static Path name(FoundTool found) {
    return Path.of(found.where().replaceFirst("^" + RESOURCES, ""));
  }

  /**
   * For a changelog.
   *
   * @param file its name as Liquibase notes it, in the checkout or in its resources; or the whole
   *     path of such a file
   * @throws PreconditionException if there is no such file, or no artifact for it
   */
  static Migrator migrator(Path checkout, Path file) {
    return find(checkout, file)
        .orElseThrow(
            () ->
                PreconditionException.usage(
                    "Liquibase migrates this checkout ("
                        + file
                        + "), but neonflow-liquibase is not on the class path",
                    "add the artifact dev.neonflow:neonflow-liquibase (with JBang: --deps), or name"
                        + " what migrates: --migrate \"COMMAND\""));
  }

  /**
   * The same, if its artifact is there.
   *
   * @throws PreconditionException if there is no such file
   */
  static Optional<Migrator> find(Path checkout, Path file) {
    Path directory = directory(checkout, file);
    Path name = file.isAbsolute() ? whole(directory).relativize(file.normalize()) : file;
    Map<String, Object> config =
        Map.of("file", name.toString().replace('\\', '/'), "directory", directory.toString());
    Optional<Migrator> onTheClassPath = read(config);
    if (onTheClassPath.isPresent()) {
      return onTheClassPath;
    }
    SideLibraries.load("liquibase");
    return read(config);
  }

  /** Of a whole path the deeper one counts, for its name is the shorter one, as for Liquibase. */
  private static Path directory(Path checkout, Path file) {
    Path resources = checkout.resolve(RESOURCES);
    Stream<Path> roots =
        file.isAbsolute()
            ? Stream.of(resources, checkout)
                .filter(root -> file.normalize().startsWith(whole(root)))
            : Stream.of(checkout, resources);
    return roots
        .filter(root -> Files.isRegularFile(root.resolve(file)))
        .findFirst()
        .orElseThrow(
            () ->
                PreconditionException.usage(
                    "--liquibase "
                        + file
                        + (Files.isRegularFile(file) && file.isAbsolute()
                            ? " is not in " + checkout
                            : " is not a file"),
                    "give the changelog that includes all others, relative to the directory or to"
                        + " its "
                        + RESOURCES));
  }

  private static Path whole(Path root) {
    return root.toAbsolutePath().normalize();
  }

  private static Optional<Migrator> read(Map<String, Object> config) {
    Map<String, Object> named =
        Map.of("type", "liquibase", "version", BigDecimal.ONE, "config", config);
    try {
      return Optional.of(
          new RecordReader(TypeRegistry.load(List.of()))
              .readNamed(named, Migrator.class, "the migrator"));
    } catch (JsonRefusal notThere) {
      return Optional.empty();
    }
  }
}
