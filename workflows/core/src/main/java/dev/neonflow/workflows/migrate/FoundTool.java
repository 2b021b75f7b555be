package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration tool whose files are in a checkout, in their usual places. The files are read, none
 * is run.
 *
 * @param tool which one
 * @param where the file or directory that tells, relative to the checkout, with slashes; of a
 *     script its name
 */
public record FoundTool(Tool tool, String where) {

  /** The tools that are known by their files. */
  public enum Tool {
    /** {@code V1__what.sql} in a usual directory. */
    FLYWAY,
    /** A changelog in a usual place. */
    LIQUIBASE,
    /** A configuration of Drizzle Kit with a journal of migrations. */
    DRIZZLE,
    /** Prisma's directory of migrations. */
    PRISMA,
    /** Django's {@code manage.py}. */
    DJANGO,
    /**
     * A script {@code db:migrate} of {@code package.json}, or {@code migrate} if it runs a known
     * tool.
     */
    SCRIPT
  }

  private static final List<String> RESOURCES = List.of("", "src/main/resources/");
  private static final List<String> FORMATS = List.of("xml", "yaml", "yml", "json", "sql");

  /** Many scripts of this name migrate something else than an SQL database. */
  private static final String VAGUE = "migrate";

  private static final List<String> SCRIPTS = List.of("db:migrate", VAGUE);

  /** What a changelog is known by in any of its formats; many other files are called so. */
  private static final Pattern CHANGELOG =
      Pattern.compile("databaseChangeLog|liquibase formatted", Pattern.CASE_INSENSITIVE);

  private static final Pattern FLYWAY_FILE =
      Pattern.compile("(V\\d[\\w.]*|R)__.+\\.sql", Pattern.CASE_INSENSITIVE);

  /** Scripts that make migrations, or change a database without any. */
  private static final Pattern FOR_AUTHORS =
      Pattern.compile(
          "prisma\\s+(migrate\\s+(dev|reset)|db\\s+push)|drizzle-kit\\s+(push|generate)");

  /** Lines that bring an SQL database up to date. */
  private static final Pattern OF_SQL =
      Pattern.compile(
          "drizzle-kit\\s+migrate|prisma\\s+migrate\\s+deploy|knex\\b.*\\bmigrate:(latest|up)"
              + "|node-pg-migrate\\b.*\\bup\\b|sequelize(-cli)?\\b.*\\bdb:migrate\\b(?!:)"
              + "|typeorm\\b.*\\bmigration:run|mikro-orm\\b.*\\bmigration:up"
              + "|\\b(tsx|ts-node|node|bun|deno)\\s+\\S*(\\s+\\S+)*?\\bmigrate\\.[cm]?[jt]s\\b");

  /**
   * What a checkout has; more than one if it is not clear which migrates. A script that runs
   * Drizzle or Prisma is how the project wants it to be run, so it is found in their place; beside
   * the tools of other languages it is not, for it runs one of them or migrates something else.
   */
  public static List<FoundTool> in(Path checkout) {
    List<FoundTool> found = new ArrayList<>();
    flyway(checkout).ifPresent(found::add);
    liquibase(checkout).ifPresent(found::add);
    django(checkout).ifPresent(found::add);
    Optional<FoundTool> script = found.isEmpty() ? script(checkout) : Optional.empty();
    if (script.isPresent()) {
      found.add(script.get());
    } else {
      drizzle(checkout).ifPresent(found::add);
      prisma(checkout).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** The script of {@code package.json} that is not taken because this tool was found. */
  public Optional<String> scriptPassedOver(Path checkout) {
    return switch (tool) {
      case FLYWAY, LIQUIBASE, DJANGO -> script(checkout).map(FoundTool::where);
      case DRIZZLE, PRISMA, SCRIPT -> Optional.empty();
    };
  }

  /** Whether a directory has migrations for Flyway. */
  public static boolean holdsFlyway(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(
          file -> FLYWAY_FILE.matcher(String.valueOf(file.getFileName())).matches());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<FoundTool> flyway(Path checkout) {
    return RESOURCES.stream()
        .map(root -> root + "db/migration")
        .filter(place -> holdsFlyway(checkout.resolve(place)))
        .findFirst()
        .map(place -> new FoundTool(Tool.FLYWAY, place));
  }

  private static Optional<FoundTool> liquibase(Path checkout) {
    return RESOURCES.stream()
        .flatMap(root -> Stream.of(root + "db/changelog/db.changelog-master.", root + "changelog."))
        .flatMap(name -> FORMATS.stream().map(format -> name + format))
        .filter(file -> isChangelog(checkout.resolve(file)))
        .findFirst()
        .map(file -> new FoundTool(Tool.LIQUIBASE, file));
  }

  private static boolean isChangelog(Path file) {
    return Files.isRegularFile(file) && CHANGELOG.matcher(SourceText.read(file)).find();
  }

  /** Without a journal it is a project that pushes its schema, which is no migration. */
  private static Optional<FoundTool> drizzle(Path checkout) {
    return DrizzleFiles.CONFIGS.stream()
        .filter(name -> Files.isRegularFile(checkout.resolve(name)))
        .filter(
            name ->
                Files.isRegularFile(
                    DrizzleFiles.directory(checkout, name).resolve("meta/_journal.json")))
        .findFirst()
        .map(name -> new FoundTool(Tool.DRIZZLE, name));
  }

  private static Optional<FoundTool> prisma(Path checkout) {
    Path directory = PrismaFiles.directory(checkout);
    return Files.isDirectory(directory)
        ? Optional.of(
            new FoundTool(
                Tool.PRISMA,
                slashes(checkout.toAbsolutePath().relativize(directory.toAbsolutePath()))))
        : Optional.empty();
  }

  private static Optional<FoundTool> django(Path checkout) {
    Path manage = checkout.resolve("manage.py");
    return Files.isRegularFile(manage) && SourceText.read(manage).contains("django")
        ? Optional.of(new FoundTool(Tool.DJANGO, "manage.py"))
        : Optional.empty();
  }

  private static Optional<FoundTool> script(Path checkout) {
    Path file = checkout.resolve("package.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Object scripts = JsonTree.parse(SourceText.read(file)).get("scripts");
      return SCRIPTS.stream()
          .filter(name -> scripts instanceof Map<?, ?> map && isForRuns(name, map.get(name)))
          .findFirst()
          .map(name -> new FoundTool(Tool.SCRIPT, name));
    } catch (JsonRefusal notOurs) {
      return Optional.empty();
    }
  }

  private static boolean isForRuns(String name, @Nullable Object line) {
    return line instanceof String text
        && !FOR_AUTHORS.matcher(text).find()
        && (!name.equals(VAGUE) || OF_SQL.matcher(text).find());
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }
}
